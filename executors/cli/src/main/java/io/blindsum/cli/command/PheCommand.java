package io.blindsum.cli.command;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.PassphraseOptions;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.CiphertextText;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.Evaluator;
import io.blindsum.paillier.InvalidCiphertextException;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.phe.PheBound;
import io.blindsum.phe.PheEncoding;
import io.blindsum.phe.PheNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Exchanges single ciphertexts with python-paillier. */
@Command(
    name = "phe",
    synopsisSubcommandLabel = "(encrypt | sum | decrypt)",
    description = {
      "Exchange single numbers with python-paillier (phe): signed integers and floats.",
      "Ciphertexts are lines of {\"v\": \"<decimal>\", \"e\": <exponent>}, as pheutil writes them.",
      "\"bits\" beside these is the width of the mantissa: of a double, of the integers of one"
          + " file, or the most that a sum can have. It takes half of the modulus where nothing is"
          + " said.",
    })
public final class PheCommand {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();

  @Command(name = "encrypt", description = "Encrypt numbers, one a line.")
  int encrypt(
      @Parameters(paramLabel = "FILE", description = "Numbers; - for the standard input.")
          String input,
      @Mixin KeyOptions keyOptions,
      @Mixin CommonOptions common)
      throws Exception {
    PaillierPublicKey key = keyOptions.read(common).key();
    PheEncoding encoding = PheEncoding.of(key.modulus());
    List<PheNumber> numbers = lines(input, line -> number(line, encoding));
    ModularArithmetic arithmetic = common.arithmetic();
    BigInteger[] plaintexts = numbers.stream().map(PheNumber::encoding).toArray(BigInteger[]::new);
    CiphertextBatch batch;
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic))) {
      batch =
          common.compute(() -> encryptor.encrypt(BlockArray.of(key.plaintextBytes(), plaintexts)));
    }
    PrintStream out = System.out;
    int bits = width(numbers, encoding);
    for (int i = 0; i < numbers.size(); i++) {
      PheNumber number = numbers.get(i);
      PheBound bound =
          new PheBound(number.exponent() == 0 ? bits : PheEncoding.DOUBLE_BITS, number.exponent());
      out.println(json(new Term(batch.get(i), bound)));
    }
    return ExitCode.OK;
  }

  @Command(name = "sum", description = "Add ciphertexts without a key, to one line.")
  int sum(
      @Parameters(paramLabel = "FILE", description = "Ciphertexts; - for the standard input.")
          String input,
      @Mixin KeyOptions keyOptions,
      @Mixin CommonOptions common)
      throws IOException {
    PaillierPublicKey key = keyOptions.read(common).key();
    PheEncoding encoding = PheEncoding.of(key.modulus());
    List<Term> terms = lines(input, line -> term(line, key, encoding.unknownBits()));
    if (terms.isEmpty()) {
      throw new CommandException(ExitCode.DATA, input + ": no ciphertext", "encrypt some first");
    }
    PheBound bound = bound(input, terms, encoding);
    try (Evaluator evaluator = Evaluator.of(key, common.arithmetic())) {
      Ciphertext total =
          terms.stream()
              .map(term -> term.at(bound.exponent(), evaluator))
              .reduce(evaluator::add)
              .orElseThrow();
      System.out.println(json(new Term(total, bound)));
    }
    return ExitCode.OK;
  }

  @Command(name = "decrypt", description = "Decrypt ciphertexts to numbers, one a line.")
  int decrypt(
      @Parameters(paramLabel = "FILE", description = "Ciphertexts; - for the standard input.")
          String input,
      @Option(names = "--key", required = true, paramLabel = "FILE", description = "Private key.")
          Path keyFile,
      @Mixin CommonOptions common)
      throws Exception {
    PaillierPrivateKey key = passphrase.open(keyFile, common).key();
    PheEncoding encoding = PheEncoding.of(key.publicKey().modulus());
    int widest = encoding.maxInteger().bitLength();
    List<Term> terms = lines(input, line -> term(line, key.publicKey(), widest));
    BigInteger[] values =
        terms.stream().map(term -> term.ciphertext().value()).toArray(BigInteger[]::new);
    BlockArray blocks = BlockArray.of(key.publicKey().ciphertextBytes(), values);
    try (Decryptor decryptor = Decryptor.of(key, common.arithmetic())) {
      BlockArray plaintexts =
          common.compute(() -> decryptor.decrypt(new CiphertextBatch(key.publicKey(), blocks)));
      IntStream.range(0, terms.size())
          .mapToObj(i -> decode(plaintexts.get(i), terms.get(i).bound(), encoding))
          .forEach(number -> System.out.println(text(number)));
    }
    return ExitCode.OK;
  }

  /** A ciphertext of a mantissa, and what is known of the number. */
  private record Term(Ciphertext ciphertext, PheBound bound) {
    /** Returns the ciphertext of the same number with a lower exponent. */
    Ciphertext at(int lower, Evaluator evaluator) {
      int powers = bound.exponent() - lower;
      BigInteger factor = BigInteger.ONE.shiftLeft(4 * powers);
      return powers == 0 ? ciphertext : evaluator.multiplyPlain(ciphertext, factor);
    }
  }

  /**
   * Returns the width to write beside each integer of a file. It tells whether the widest of them
   * is wider than a double or than half of the modulus, and nothing of a single one.
   */
  private static int width(List<PheNumber> numbers, PheEncoding encoding) {
    int widest =
        numbers.stream()
            .filter(number -> number.exponent() == 0)
            .mapToInt(number -> encoding.decode(number.encoding()).abs().bitLength())
            .max()
            .orElse(0);
    return IntStream.of(PheEncoding.DOUBLE_BITS, encoding.unknownBits())
        .filter(bits -> widest <= bits)
        .findFirst()
        .orElse(encoding.maxInteger().bitLength());
  }

  private static PheBound bound(String input, List<Term> terms, PheEncoding encoding) {
    try {
      return encoding.sum(terms.stream().map(Term::bound).toList());
    } catch (EncodingOverflowException e) {
      throw new CommandException(
          ExitCode.DATA,
          input + ": " + e.getMessage(),
          "add numbers of like size, or encrypt under a longer key");
    }
  }

  /** Decodes a number that is as wide as its line says: a wider one is no sum of what was added. */
  private static BigDecimal decode(BigInteger plaintext, PheBound bound, PheEncoding encoding) {
    if (encoding.decode(plaintext).abs().bitLength() > bound.bits()) {
      throw new EncodingOverflowException(
          "a decrypted number is wider than the %s bits of its line, as an addend was wider than told"
              .formatted(bound.bits()));
    }
    return encoding.decode(new PheNumber(plaintext, bound.exponent()));
  }

  private static PheNumber number(String line, PheEncoding encoding) {
    return line.matches("[+-]?[0-9]{1,5000}")
        ? encoding.encode(new BigInteger(line))
        : encoding.encode(Double.parseDouble(line));
  }

  private static Term term(String line, PaillierPublicKey key, int unknownBits) {
    JsonNode json = MAPPER.readTree(line);
    JsonNode value = json.path("v");
    JsonNode exponent = json.path("e");
    if (!value.isString() || !exponent.isInt()) {
      throw new IllegalArgumentException("no v and e");
    }
    JsonNode bits = json.path("bits");
    if (!bits.isMissingNode() && !bits.isInt()) {
      throw new IllegalArgumentException("bits that are no number");
    }
    return new Term(
        CiphertextText.parseDecimal(key, value.asString()),
        new PheBound(bits.asInt(unknownBits), exponent.intValue()));
  }

  private static String json(Term term) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("v", term.ciphertext().value().toString());
    json.put("e", term.bound().exponent());
    json.put("bits", term.bound().bits());
    return Json.line(json);
  }

  private static String text(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    return plain.scale() <= 0 ? plain.toBigIntegerExact().toString() : plain.toPlainString();
  }

  /** Reads every line that is not blank; a bad one is named, and not quoted. */
  private static <T> List<T> lines(String input, Function<String, T> parse) throws IOException {
    List<String> texts;
    if (input.equals("-")) {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      texts = reader.lines().collect(Collectors.toList());
    } else {
      try {
        texts = Files.readAllLines(Path.of(input));
      } catch (NoSuchFileException e) {
        throw new CommandException(ExitCode.DATA, input + ": no such file", "check the path");
      }
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i).strip();
      if (!text.isEmpty()) {
        values.add(parsed(text, parse, input + " line " + (i + 1)));
      }
    }
    return values;
  }

  private static <T> T parsed(String text, Function<String, T> parse, String where) {
    try {
      return parse.apply(text);
    } catch (InvalidCiphertextException e) {
      throw new CommandException(
          ExitCode.KEY, where + ": not a ciphertext of this key", "check the key and the file");
    } catch (EncodingOverflowException e) {
      throw new CommandException(
          ExitCode.DATA, where + ": " + e.getMessage(), "encrypt it under a longer key");
    } catch (IllegalArgumentException | JacksonException e) {
      throw new CommandException(
          ExitCode.DATA,
          where + ": neither a number nor {\"v\": \"...\", \"e\": ...}",
          "one number, or one ciphertext, a line");
    }
  }
}
