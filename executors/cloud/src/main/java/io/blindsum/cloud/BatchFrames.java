package io.blindsum.cloud;

import io.blindsum.colony.ColonyClient;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StoredFrames;
import io.blindsum.service.FrameFiles;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the frames of batches, or their seals: inside of them, or where they refer to. */
@FunctionalInterface
interface BatchFrames {
  /**
   * Returns the bytes of the frame of a batch.
   *
   * @throws JobException naming the batch, if they are not to be had, or not those that were signed
   */
  byte[] of(Signed<BatchMessage> batch);

  /** Returns where a cloud looks, with the client of the job where it needs one. */
  static BatchFrames of(Optional<FrameFiles> files, Supplier<ColonyClient> client) {
    return batch -> {
      String title = batch.message().name().title();
      if (!StoredFrames.isStored(batch)) {
        return FrameText.bytes(title, batch.frame());
      }
      return files
          .orElseThrow(
              () ->
                  new JobException(
                      title
                          + ": its frame lies in an object store, and this cloud knows none: set"
                          + " its AWS_S3_* variables"))
          .get(client.get(), batch);
    };
  }
}
