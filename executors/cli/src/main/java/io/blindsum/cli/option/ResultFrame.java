package io.blindsum.cli.option;

import io.blindsum.frame.FrameReader;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.release.EncryptedTotals;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/** The frame in a result that came from a colony. */
public final class ResultFrame {
  private ResultFrame() {}

  /**
   * Reads the totals of a result.
   *
   * @param name what messages call it
   */
  public static EncryptedTotals read(String name, Signed<ResultMessage> result) {
    try (ReadableByteChannel channel = FrameText.channel(name, result.frame());
        FrameReader reader = FrameReader.open(channel, name)) {
      return EncryptedTotals.read(reader);
    } catch (IOException e) {
      throw new IllegalStateException("closing bytes in memory failed", e);
    }
  }
}
