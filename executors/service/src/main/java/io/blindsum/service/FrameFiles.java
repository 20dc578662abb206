package io.blindsum.service;

import static io.blindsum.messages.JobException.require;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyException;
import io.blindsum.colony.ColonyFile;
import io.blindsum.colony.ColonyFileEntry;
import io.blindsum.colony.ObjectStore;
import io.blindsum.colony.ObjectStoreConfig;
import io.blindsum.colony.ObjectStoreException;
import io.blindsum.colony.ProcessContext;
import io.blindsum.colony.Retrier;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StoredFrameMessage;
import io.blindsum.messages.StoredFrames;
import io.blindsum.protection.SigningKey;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Frames of batches as objects of a store, with a record each in the colony's file system.
 *
 * <p>Nothing that server and store say is believed: what is read has the bytes that the site
 * signed, and what is removed has the name of an object of that plan.
 */
public final class FrameFiles implements AutoCloseable {
  private static final int NAME_BYTES = 16;

  private final ObjectStore store;
  private final SecureRandom random = new SecureRandom();
  private final Retrier retrier = Retrier.forever();

  private FrameFiles(ObjectStore store) {
    this.store = store;
  }

  /**
   * Opens the store of a configuration; nothing is asked yet.
   *
   * @throws IllegalArgumentException if the file of authorities cannot be read
   */
  public static FrameFiles of(ObjectStoreConfig config) {
    return new FrameFiles(ObjectStore.connect(config));
  }

  /**
   * Stores the frame of a batch: first its record, so that no object is without one, then the
   * object.
   *
   * @param batch as its site signed it, with its frame
   * @param key that signed it
   * @return the batch with a reference in place of its frame; as it was, if the colony's server has
   *     no file system
   * @throws JobException if the store does not take it, or it is too large
   */
  public Signed<BatchMessage> put(
      ProcessContext context, Signed<BatchMessage> batch, SigningKey key)
      throws InterruptedException {
    BatchMessage message = batch.message();
    String title = message.name().title();
    byte[] object = FrameText.bytes(title, batch.frame());
    require(object.length <= StoredFrames.MAX_BYTES, title, "its frame has more than 32 MiB");
    String name = "%s-%s-%s".formatted(message.batch(), message.attempt(), draw());
    String folder = StoredFrames.folder(message.plan());
    String path = folder + "/" + name;
    String digest = StoredFrames.digest(object);
    ColonyFile file;
    try {
      file =
          retrier.call(
              "adding a file",
              () ->
                  context
                      .client()
                      .addFile("/" + folder, name, object.length, digest, store.place(path)));
    } catch (ColonyException e) {
      if (e.isUnknownMessage()) {
        context.log("the colony's server has no file system: the frame travels in its message");
        return batch;
      }
      throw e;
    }
    try {
      store.put(path, object, digest);
    } catch (ObjectStoreException e) {
      throw new JobException(title + ": " + e.getMessage());
    }
    return StoredFrames.refer(batch, file.fileId(), name, object.length, digest, key);
  }

  /** Tells whether a colony's server has a file system. */
  public boolean areServedBy(ColonyClient client) throws InterruptedException {
    try {
      retrier.call("looking for the file system", () -> client.getFiles("/blindsum"));
      return true;
    } catch (ColonyException e) {
      if (e.isUnknownMessage()) {
        return false;
      }
      throw e;
    }
  }

  private String draw() {
    byte[] bytes = new byte[NAME_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Reads the frame, or its seal, that a batch refers to.
   *
   * @throws JobException naming the batch and the object, if it is not there or not what the site
   *     signed
   */
  public byte[] get(ColonyClient client, Signed<BatchMessage> batch) {
    BatchMessage message = batch.message();
    StoredFrameMessage reference = StoredFrames.reference(batch);
    String path = StoredFrames.folder(message.plan()) + "/" + reference.name();
    String title = message.name().title() + ": object " + path;
    requireRecord(title, record(title, client, reference.file()), reference, path);
    byte[] object;
    try {
      object = store.get(path, (int) reference.bytes());
    } catch (ObjectStoreException e) {
      throw new JobException(title + ": " + e.getMessage());
    }
    require(
        object.length >= reference.bytes(),
        title,
        "it is cut after %s of %s bytes".formatted(object.length, reference.bytes()));
    require(
        object.length == reference.bytes()
            && StoredFrames.digest(object).equals(reference.digest()),
        title,
        "it is not what site "
            + message.site()
            + " signed: somebody altered or swapped it; see who else may write to the bucket");
    return object;
  }

  private ColonyFile record(String title, ColonyClient client, String id) {
    try {
      return retrier.call("reading a file's record", () -> client.getFile(id));
    } catch (InterruptedException e) {
      // the mark says it to whoever runs the job
      Thread.currentThread().interrupt();
      throw new JobException("the job was interrupted");
    } catch (ColonyException e) {
      throw new JobException(
          title + ": the colony's file system has no record of it (" + e.getMessage() + ")");
    }
  }

  private void requireRecord(
      String title, ColonyFile record, StoredFrameMessage reference, String path) {
    ColonyFile.S3Object there = record.reference().s3Object();
    require(
        record.size() == reference.bytes()
            && record.checksum().equals(reference.digest())
            && there.object().equals(path),
        title,
        "its record in the colony's file system is not what the site signed: somebody altered it");
    String bucket = store.place(path).bucket();
    require(
        there.bucket().equals(bucket),
        title,
        "it lies in another bucket than " + bucket + ", which this cloud reads: see AWS_S3_BUCKET");
  }

  /**
   * Removes the objects of a plan, and their records.
   *
   * @throws ObjectStoreException if the store does not answer; what is left is removed by asking
   *     again
   */
  public void remove(ColonyClient client, String plan) {
    String folder = StoredFrames.folder(plan);
    for (ColonyFileEntry entry : client.getFiles("/" + folder)) {
      if (StoredFrames.isName(entry.name())) {
        store.remove(folder + "/" + entry.name());
        client.removeFile("/" + folder, entry.name());
      }
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
