package io.blindsum.cli.rehearsal;

import io.blindsum.cli.command.CloudCommand;
import io.blindsum.cli.command.HospitalCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The hospitals of a rehearsal and its cloud, who tell each other their public keys before they
 * start. The file of a hospital is {@code NAME.yaml}; whoever wants to check signatures finds the
 * keys in {@link #SIGNERS}.
 */
public final class Parties {
  /** The file of the keys that the parties sign with, for {@code --signers}. */
  public static final String SIGNERS = "signers.yaml";

  private static final String CLOUD = "executor cloud --config ./cloud.yaml";

  private final Rehearsal lines;
  private final List<String> cloud;
  private final List<String> sites = new ArrayList<>();

  private Parties(Rehearsal lines, List<String> cloud) {
    this.lines = lines;
    this.cloud = cloud;
  }

  /** Begins with a cloud, which makes its keys. */
  public static Parties of(Rehearsal lines) throws Exception {
    String keys =
        lines.run(
            new CloudCommand(lines.environment()),
            "executor cloud --state ./cloud-state --show-keys");
    return new Parties(lines, keys.lines().toList());
  }

  /** Returns the member of {@code transport} that names the cloud's key, {@code seal_to: [...]}. */
  public String sealTo() {
    return cloud.get(1);
  }

  /** Lets a hospital make its key; its file is there. */
  public void join(String site) throws Exception {
    sites.add(
        lines.run(new HospitalCommand(lines.environment()), hospitalLine(site) + " --show-keys"));
  }

  /** Writes down who signs what, for everybody, and starts the cloud. */
  public void startCloud() throws Exception {
    String known =
        sites.stream()
            .map(line -> line.replaceAll(".*\\{|}", ""))
            .collect(Collectors.joining(", ", "sites: {", "}"));
    write(SIGNERS, known + "\n" + cloud.get(0) + "\n");
    write("cloud.yaml", "state: cloud-state\nsigners:\n  " + known + "\n");
    lines.start(new CloudCommand(lines.environment()), CLOUD);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(lines.file(name), text);
  }

  /** Starts the executor of a hospital. */
  public static void startHospital(Rehearsal lines, String site) throws Exception {
    lines.start(new HospitalCommand(lines.environment()), hospitalLine(site));
  }

  /** Returns the line that starts the executor of a hospital. */
  public static String hospitalLine(String site) {
    return "executor hospital --config ./" + site + ".yaml";
  }
}
