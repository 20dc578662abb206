package io.blindsum.hospital;

import io.blindsum.hospital.StateFolder.Lock;
import io.blindsum.messages.JobException;
import io.blindsum.messages.JobOrder;
import io.blindsum.protection.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets through what a researcher on the site's list signed for this site, each order for one
 * process alone. What a server says about who asks counts for nothing here.
 */
final class JobGuard {
  /** How far ahead an order may end: as long as its number has to be remembered. */
  static final Duration LONGEST = Duration.ofDays(7);

  private static final String PREFIX = "order-";

  private final String site;
  private final Set<VerifyingKey> researchers;
  private final StateFolder state;

  /**
   * Guards a site.
   *
   * @param researchers whose orders are taken; if there are none, jobs need no order
   */
  JobGuard(String site, Set<VerifyingKey> researchers, StateFolder state) {
    this.site = site;
    this.researchers = Set.copyOf(researchers);
    this.state = state;
  }

  /**
   * Checks the order of a job.
   *
   * @param process the id of the process; the same process may come again
   * @throws JobException if there is no order, or it is not for this job at this site now
   */
  void require(String function, Map<String, Object> arguments, String process, Instant now)
      throws IOException, InterruptedException {
    if (researchers.isEmpty()) {
      return;
    }
    JobOrder order = JobOrder.of(arguments);
    boolean listed = researchers.stream().anyMatch(key -> key.text().equals(order.signer()));
    require(listed, "not of a researcher on the site's list");
    require(order.verifies(function, arguments), "its signature is not over this job");
    require(order.sites().contains(site), "not for this site");
    Instant expires = Instant.ofEpochSecond(order.expires());
    require(now.isBefore(expires), "it has expired; ask again");
    require(!expires.isAfter(now.plus(LONGEST)), "it is good for too long");
    claim(order, process, now);
  }

  /** Remembers for which process an order was used. */
  private void claim(JobOrder order, String process, Instant now)
      throws IOException, InterruptedException {
    try (Lock lock = state.lock("orders")) {
      lock.requireHeld();
      removeExpired(now);
      String name = PREFIX + order.expires() + "-" + order.nonce();
      Path file = state.file(name);
      if (!Files.exists(file)) {
        state.replace(name, process.getBytes(StandardCharsets.UTF_8));
      }
      require(Files.readString(file).equals(process), "it was used before");
    }
  }

  private void removeExpired(Instant now) throws IOException {
    List<Path> orders;
    try (Stream<Path> files = Files.list(state.folder())) {
      orders = files.filter(file -> nameOf(file).matches(PREFIX + "\\d+-[0-9a-f]{32}")).toList();
    }
    for (Path file : orders) {
      long expires = Long.parseLong(nameOf(file).split("-", 3)[1]);
      if (!now.isBefore(Instant.ofEpochSecond(expires))) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void require(boolean holds, String problem) {
    JobException.require(holds, JobOrder.ARGUMENT, problem);
  }
}
