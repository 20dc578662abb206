package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.console.ExitCode;
import io.blindsum.colony.Capabilities;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Identity;
import io.blindsum.colony.Process;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.Functions;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs a hospital from its file with a key that the colony's owner approved, and reads its log. */
class HospitalServiceTest {
  private static final String EXECUTOR_KEY = "0123456789abcdef".repeat(4);
  private static final String TYPE = Functions.hospitalExecutorType("r1");

  @TempDir private Path folder;

  @Test
  void servesAJobAndItsLogShowsEveryAlteration() throws Exception {
    PaillierPublicKey key = makeKey();
    try (LocalColony colony = LocalColony.start()) {
      Identity owner = colony.addColony("dev");
      approve(colony, owner);
      Identity user = colony.addUser("dev", owner, "alice");
      try (ColonyClient alice = ColonyClient.connect(colony.config("dev").build(), user)) {
        String plan = alice.submit(plan(key)).processId();
        Path site = writeSite(colony.port(), key);
        Cli.run("executor", "hospital", "--config", site.toString(), "--once").ok();
        Process done = alice.getProcess(plan);
        assertThat(done.errors()).isEmpty();
        assertThat(done.out().get(0)).contains("\"kind\":\"plan\"", "\"rows\":\"40\"");
      }
    }
    String state = folder.resolve("state").toString();
    JsonNode line = Cli.run("audit", "show", state, "--json").ok().json();
    assertThat(line.get("initiator").asString()).isEqualTo("alice");
    assertThat(line.get("decision").asString()).isEqualTo("released");
    assertThat(Cli.run("audit", "show", state).ok().out()).contains("plan_cohort", "rows=40");
    String head = Cli.run("audit", "verify", state, "--json").ok().json().get("head").asString();
    Cli.run("audit", "verify", state, "--head", head).ok();
    Cli.run("audit", "verify", state, "--head", head.replace("1:", "2:"))
        .failed(ExitCode.DATA, "does not contain the head");
    Path log = folder.resolve("state/audit.log");
    Files.writeString(log, Files.readString(log).replace("alice", "carol"));
    Cli.run("audit", "verify", state).failed(ExitCode.DATA, "line 1 is not the one");
    Files.writeString(log, "");
    Cli.run("audit", "verify", state).failed(ExitCode.DATA, "the log ends before line 1");
  }

  private PaillierPublicKey makeKey() {
    Cli.makeTestKey(folder.resolve("keys"), "heart", 2048);
    return KeyFiles.readPublic(folder.resolve("keys/heart.pub"), KeyGate.standard()).key();
  }

  private static void approve(LocalColony colony, Identity owner) {
    try (ColonyClient client = ColonyClient.connect(colony.config("dev").build(), owner)) {
      String id = Identity.fromPrivateKey(EXECUTOR_KEY).id();
      client.addExecutor("karolinska-1", TYPE, id, Capabilities.NONE);
      client.approveExecutor("karolinska-1");
    }
  }

  private static FunctionSpec plan(PaillierPublicKey key) {
    return FunctionSpec.of(Functions.PLAN_COHORT, Conditions.of("dev", TYPE))
        .kwarg(Functions.KEY_ARGUMENT, SeedKeyFormat.write(key))
        .kwarg("study", "heart")
        .kwarg("dataset", "cohort")
        .kwarg("columns", Map.of("age", "int[0..120]"))
        .kwarg("group_by", List.of())
        .kwarg("layout", "wide")
        .kwarg("max_rows", 1000)
        .build();
  }

  private Path writeSite(int port, PaillierPublicKey key) throws Exception {
    String rows = IntStream.range(0, 40).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Files.writeString(folder.resolve("cohort.csv"), "age\n" + rows);
    Path executorKey = Files.writeString(folder.resolve("executor.key"), EXECUTOR_KEY + "\n");
    Files.setPosixFilePermissions(executorKey, PosixFilePermissions.fromString("rw-------"));
    String text =
        """
        site: r1
        state: state
        colony:
          host: 127.0.0.1
          port: %s
          tls: false
          name: dev
          key_file: executor.key
        datasets:
          cohort:
            csv: cohort.csv
            columns:
              age: int[0..120]
        policy:
          keys: [%s]
          initiators: [alice]
        """
            .formatted(port, key.fingerprint());
    return Files.writeString(folder.resolve("site.yaml"), text);
  }
}
