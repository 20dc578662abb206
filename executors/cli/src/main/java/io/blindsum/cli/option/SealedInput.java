package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.protection.Seal;
import io.blindsum.protection.SealException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says plainly that a private key opens no seal, whatever form it comes in. */
public final class SealedInput {
  private static final int MAX_BYTES = 32 << 20;

  private SealedInput() {}

  /** Refuses a file that holds sealed bytes, or such a message. */
  public static void refuse(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(Long.BYTES);
      if (!Seal.isSealed(start) && (start.length == 0 || start[0] != '{')) {
        return;
      }
      bytes = join(start, in.readNBytes(MAX_BYTES));
    } catch (IOException e) {
      // whoever opens it says why it cannot be read
      return;
    }
    String name = String.valueOf(file.getFileName());
    refuse(name, bytes);
    refuse(name, new String(bytes, StandardCharsets.UTF_8).strip());
  }

  /** Refuses the message of a sealed batch or partial result. */
  public static void refuse(String name, String text) {
    try {
      Signed<?> signed = Signed.parse(name, text);
      String title = name + ": " + SealedFrames.title(signed.message());
      refuse(title, FrameText.bytes(name, signed.frame()));
    } catch (MessageException e) {
      // whoever reads it says what is wrong with it
    }
  }

  private static void refuse(String title, byte[] frame) {
    if (Seal.isSealed(frame)) {
      throw new CommandException(
          ExitCode.KEY,
          title + " is sealed to the cloud's " + recipient(frame) + ": no study key opens it",
          "decrypt the result of the study; only the cloud sees its parts, encrypted");
    }
  }

  private static String recipient(byte[] sealed) {
    try {
      return Seal.recipient(sealed).toString();
    } catch (SealException e) {
      return "key";
    }
  }

  private static byte[] join(byte[] start, byte[] rest) {
    byte[] all = new byte[start.length + rest.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(rest, 0, all, start.length, rest.length);
    return all;
  }
}
