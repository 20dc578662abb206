package io.blindsum.hospital;

import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The state of a site as a trial sees it: the site's own, to which nothing is written, or an empty
 * one for the time of the trial where the site has none yet.
 */
final class TrialState implements AutoCloseable {
  private final StateFolder folder;
  private final boolean isOwn;

  private TrialState(StateFolder folder, boolean isOwn) {
    this.folder = folder;
    this.isOwn = isOwn;
  }

  static TrialState of(Path state) throws IOException, InterruptedException {
    if (SiteSecret.isThere(state)) {
      return new TrialState(StateFolder.existing(state), false);
    }
    Path empty = Files.createTempDirectory("blindsum-dry-run");
    return new TrialState(SiteSecret.openFolder(empty), true);
  }

  StateFolder folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (isOwn) {
      try (Stream<Path> files = Files.list(folder.folder())) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder.folder());
    }
  }
}
