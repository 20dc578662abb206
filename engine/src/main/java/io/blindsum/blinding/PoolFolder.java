package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.OsRandom;
import io.blindsum.paillier.PaillierPublicKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a pool: one file a segment, which is written whole or not at all, and claimed once.
 *
 * <p>A claim renames the file and takes its key away, in this order, both on stable storage before
 * the first value is read. After a crash in between, or after the folder was restored from a copy,
 * the file has no key and is removed: its values are lost, and not used twice.
 */
final class PoolFolder {
  private static final String READY = ".segment";
  private static final String CLAIMED = ".claimed";
  private static final String DRAFT = ".draft";
  private static final int NAME_BYTES = 16;

  private final Path folder;
  private final SegmentKeys keys;
  private final OsRandom random = OsRandom.open();

  PoolFolder(Path folder, SegmentKeys keys) {
    this.folder = folder;
    this.keys = keys;
  }

  /** Makes the folder, which only its owner may read, unless it is there. */
  void create() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Writes values as a new segment. */
  void write(PaillierPublicKey key, String method, BlockArray values) throws IOException {
    String name = HexFormat.of().formatHex(random.bytes(NAME_BYTES));
    byte[] segmentKey = random.bytes(SegmentKeys.KEY_BYTES);
    PoolSegment segment = PoolSegment.of(name, key, method, values.count());
    try {
      keys.add(name, segmentKey);
      Path draft = folder.resolve(name + DRAFT);
      try (FileChannel file =
          FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = segment.encrypt(segmentKey, values);
        while (rest.hasRemaining()) {
          file.write(rest);
        }
        file.force(true);
      }
      Files.move(draft, folder.resolve(name + READY), StandardCopyOption.ATOMIC_MOVE);
      sync();
    } finally {
      Arrays.fill(segmentKey, (byte) 0);
    }
  }

  /** Claims a segment that fits and reads its values; empty if there is none left. */
  Optional<BlockArray> claim(PaillierPublicKey key, String method) throws IOException {
    for (Path file : files()) {
      Optional<PoolSegment> segment = PoolSegment.readHeader(file);
      if (segment.isPresent() && segment.get().fits(key, method)) {
        Optional<BlockArray> values = claim(file, segment.get());
        if (values.isPresent()) {
          return values;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<BlockArray> claim(Path file, PoolSegment segment) throws IOException {
    Path claimed = folder.resolve(nameOf(file) + CLAIMED);
    try {
      Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // another process was faster
      return Optional.empty();
    }
    sync();
    Optional<byte[]> key = keys.take(nameOf(file));
    Optional<BlockArray> values = Optional.empty();
    if (key.isPresent() && segment.segment().equals(nameOf(file))) {
      values = segment.decrypt(key.get(), ByteBuffer.wrap(Files.readAllBytes(claimed)));
      Arrays.fill(key.get(), (byte) 0);
    }
    Files.delete(claimed);
    return values;
  }

  /** Returns the segments whose key is there, or those that nobody can read any more. */
  List<PoolSegment> segments(boolean readable) throws IOException {
    return files().stream()
        .filter(file -> keys.contains(nameOf(file)) == readable)
        .flatMap(file -> PoolSegment.readHeader(file).stream())
        .toList();
  }

  /** Removes the files that nobody can read any more: a key is there before its file is. */
  void removeLost() throws IOException {
    for (Path file : files()) {
      if (!keys.contains(nameOf(file))) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(READY)).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    }
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - READY.length());
  }
}
