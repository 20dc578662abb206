package io.blindsum.cli;

import io.blindsum.protection.Seal;
import io.blindsum.protection.SealException;
import io.blindsum.workflow.BatchMessage;
import io.blindsum.workflow.FrameText;
import io.blindsum.workflow.Message;
import io.blindsum.workflow.MessageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says plainly that a private key opens no seal, whatever form it comes in. */
final class SealedInput {
  private static final int MAX_BYTES = 32 << 20;

  private SealedInput() {}

  /** Refuses a file that holds sealed bytes, or the message of a sealed batch. */
  static void refuse(Path file) {
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
    if (Seal.isSealed(bytes)) {
      throw refusal(name, bytes);
    }
    refuse(name, new String(bytes, StandardCharsets.UTF_8).strip());
  }

  /** Refuses the message of a sealed batch. */
  static void refuse(String name, String text) {
    try {
      if (Message.parse(name, text) instanceof BatchMessage batch) {
        byte[] frame = FrameText.bytes(name, batch.frame());
        if (Seal.isSealed(frame)) {
          throw refusal(name + ": " + batch.name().title(), frame);
        }
      }
    } catch (MessageException e) {
      // whoever reads it says what is wrong with it
    }
  }

  private static CommandException refusal(String name, byte[] sealed) {
    return new CommandException(
        ExitCode.KEY,
        name + " is sealed to the cloud's " + recipient(sealed) + ": no study key opens it",
        "decrypt the result of the study; only the cloud sees single records, encrypted");
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
