package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ProcessText;
import io.blindsum.cli.console.Terminal;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.StoredPrivateKey;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a private key comes from: a file, the environment, or a prompt. */
public final class PassphraseOptions {
  private static final String VARIABLE = "BLINDSUM_PASSPHRASE";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = {
        "File whose first line is the passphrase of the private key. Otherwise the environment's"
            + " BLINDSUM_PASSPHRASE, otherwise a prompt."
      })
  private @Nullable Path file;

  /** Reads a private key, and says so if its lock is weaker than its passphrase. */
  public StoredPrivateKey open(Path keyFile, CommonOptions common) {
    StoredPrivateKey key = KeyFiles.readPrivate(keyFile, this::ask);
    if (key.damagedPassphrase()) {
      common.warn(
          keyFile
              + ": an earlier version read its passphrase wrongly, and others may open it too; lock"
              + " it anew: blindsum key import "
              + keyFile
              + " --private --study "
              + key.study()
              + " -o NEW_FOLDER, then delete this file");
    }
    return key;
  }

  private char[] ask() {
    char[] known = known();
    return known != null ? known : prompt("passphrase: ");
  }

  /** Returns the passphrase for a new key, typed twice if it is typed. */
  public char[] choose() {
    char[] known = known();
    if (known != null) {
      return known;
    }
    char[] first = prompt("passphrase for the new private key: ");
    char[] second = prompt("the same again: ");
    boolean same = isSame(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      throw CommandException.usage("the two passphrases differ", "type them again");
    }
    return first;
  }

  private char @Nullable [] known() {
    if (file != null) {
      return fromFile(file);
    }
    String variable = System.getenv(VARIABLE);
    return variable == null ? null : variable.toCharArray();
  }

  private static char[] fromFile(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw CommandException.usage(
          "cannot read the passphrase file " + file, "check the path and its permissions");
    }
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      if (text.hasRemaining() && text.get(0) == BYTE_ORDER_MARK) {
        text.get();
      }
      int end = 0;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      char[] passphrase = new char[end];
      text.get(passphrase);
      Arrays.fill(text.array(), '\0');
      return passphrase;
    } catch (CharacterCodingException e) {
      throw CommandException.usage("the passphrase file " + file + " is not UTF-8", "save it so");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static char[] prompt(String text) {
    Console console = Terminal.get();
    char[] typed = console == null ? null : console.readPassword("%s", text);
    if (typed == null) {
      throw CommandException.usage(
          "a passphrase is needed and there is no terminal to ask for it",
          "--passphrase-file FILE, or " + VARIABLE + " in the environment");
    }
    if (ProcessText.isLost(CharBuffer.wrap(typed))) {
      Arrays.fill(typed, '\0');
      throw ProcessText.unreadable("the passphrase");
    }
    return typed;
  }

  /** Compares to the end, so that the time does not tell where two passphrases differ. */
  private static boolean isSame(char[] first, char[] second) {
    int difference = first.length ^ second.length;
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      difference |= first[i] ^ second[i];
    }
    return difference == 0;
  }
}
