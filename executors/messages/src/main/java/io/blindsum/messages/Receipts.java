package io.blindsum.messages;

import io.blindsum.frame.Manifest;
import io.blindsum.frame.SummedStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares what a frame says was added with the receipts that hospitals signed. */
public final class Receipts {
  private Receipts() {}

  /** Tells whether a frame's manifest and the receipts of its batches name the same streams. */
  public static boolean match(String study, Manifest manifest, List<BatchReceipt> receipts) {
    Set<List<Object>> summed = new HashSet<>();
    for (SummedStream stream : manifest.streams()) {
      summed.add(List.of(stream.site(), stream.sourceDigest(), stream.digest(), stream.rows()));
    }
    Set<List<Object>> received = new HashSet<>();
    for (BatchReceipt receipt : receipts) {
      String source = receipt.name().sourceDigest(study);
      received.add(List.of(receipt.site(), source, receipt.digest(), receipt.rows()));
    }
    return summed.equals(received);
  }
}
