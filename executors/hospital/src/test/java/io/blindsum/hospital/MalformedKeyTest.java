package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.testing.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Sends each key of {@code malformed_public_keys.json} as a job to one running hospital. */
class MalformedKeyTest {
  @TempDir private Path folder;

  @Test
  void everyOneFailsInOneLineAndNothingIsRead() throws Exception {
    // a data set that cannot be read: a job that came so far would say so
    String datasets =
        """
        absent:
          csv: no-such-file.csv
          columns:
            age: int[0..120]
        """;
    List<JsonNode> vectors = Vectors.entries("malformed_public_keys");
    try (Colony colony = Colony.start();
        Site site = Site.start(colony, folder, datasets)) {
      List<Map<String, Object>> jobs = new ArrayList<>();
      for (JsonNode vector : vectors) {
        Object value = new ObjectMapper().treeToValue(vector.get("paillier-pubkey"), Object.class);
        Map<String, Object> job = new LinkedHashMap<>(Site.planOf("absent", "age", "int[0..120]"));
        job.remove("paillier-pubkey");
        if (value != null) {
          job.put("paillier-pubkey", value);
        }
        jobs.add(job);
      }
      for (int i = 0; i < jobs.size(); i++) {
        Process process = site.plan(jobs.get(i));
        String id = Vectors.text(vectors.get(i), "id");
        assertThat(process.state()).as(id).isEqualTo(ProcessState.FAILED);
        assertThat(process.errors()).as(id).hasSize(1);
        assertThat(process.errors().get(0))
            .as(id)
            .matches(
                "(missing argument |argument )?paillier-pubkey(\\.n)?(: [a-z].*| is no string)?")
            .hasSizeLessThan(200)
            .doesNotContainPattern("[0-9]{8}");
      }
      Process good = site.plan(Site.planOf("absent", "age", "int[0..120]"));
      assertThat(good.errors()).containsExactly("dataset absent: no such file");
      assertThat(site.stateFiles()).noneMatch(name -> name.matches("plan-.*(spool|json|draft)"));
    }
  }
}
