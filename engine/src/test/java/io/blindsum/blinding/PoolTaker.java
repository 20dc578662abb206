package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that takes the values of a {@link CountingBlinding} from a pool and prints them, one a
 * line, as they are stored; with a number, it dies in the middle of as many segments.
 */
final class PoolTaker {
  private PoolTaker() {}

  public static void main(String[] args) throws IOException {
    PoolFolder folder = new PoolFolder(Path.of(args[0]), new SegmentKeys(Path.of(args[1])));
    int segments = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
    CountingBlinding blinding = new CountingBlinding();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    for (int i = 0; i < segments; i++) {
      Optional<BlockArray> values = folder.claim(blinding.key(), blinding.method());
      if (values.isEmpty()) {
        return;
      }
      int printed = i == segments - 1 ? values.get().count() / 2 : values.get().count();
      for (int j = 0; j < printed; j++) {
        out.println(values.get().get(j));
      }
    }
    Runtime.getRuntime().halt(137);
  }
}
