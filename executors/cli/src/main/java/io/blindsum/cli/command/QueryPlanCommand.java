package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.BlindingOptions;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.EncryptionRate;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.keys.StoredThreshold;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.study.StudyMessages;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what a question takes and whom it tells what. */
@Command(
    name = "plan",
    sortOptions = false,
    description = {
      "Check a question, and say what it takes and what each party would learn.",
      "Nothing is sent. The hash is what a hospital approves.",
    })
final class QueryPlanCommand implements Callable<Integer> {
  private static final String ENFORCED =
      "whichever is strictest of the question's and each site's rule: it is in the signed plans and"
          + " in the totals, and who decrypts keeps it; the private key could show more";

  private static final String ENFORCED_BY_HOLDERS =
      "whichever is strictest of the question's, each site's and each holder's rule: by the release"
          + " executor, to which alone holders give their parts; nobody has a key that opens more";

  private static final long MEGABYTE = 1 << 20;
  private static final long USUAL_CLOUD = 200;

  /** Batches of this size take a server seconds, and its database no more than it has to spare. */
  private static final long MOST_INLINE_BYTES = 100_000_000;

  @Parameters(paramLabel = "FILE", description = "The question, in YAML.")
  private Path file = Path.of("");

  @Mixin private final KeyOptions keyOptions = new KeyOptions();
  @Mixin private final BlindingOptions blindingOptions = new BlindingOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    Question question = QuestionFile.read(file);
    StoredPublicKey pub = keyOptions.read(common);
    PaillierPublicKey key = pub.key();
    SlotLayout layout = question.layout(key.modulusBits());
    ModularArithmetic arithmetic = common.arithmetic();
    StudyMessages messages = StudyMessages.of(question, key);
    messages.requireFit();
    long ciphertexts = ciphertexts(question, layout);
    EncryptionRate rate =
        common.compute(() -> EncryptionRate.measure(pub, blindingOptions, ciphertexts, arithmetic));
    Map<String, Object> plan = plan(question, layout, key, ciphertexts, rate.seconds(ciphertexts));
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("batch", messages.batch());
    sizes.put("reduce", messages.reduce());
    sizes.put("combine", messages.combine());
    plan.put("message_bytes", sizes);
    plan.put("backend", arithmetic.name());
    plan.put("threads", common.threadCount());
    Map<String, String> learns = learns(question, layout);
    StoredThreshold threshold = pub.threshold();
    if (threshold != null) {
      learns.putAll(learnsOfHolders(threshold, layout));
    }
    if (common.json) {
      plan.put("learns", learns);
      System.out.println(Json.line(plan));
      return ExitCode.OK;
    }
    print(question, layout, plan);
    System.out.printf("%-11s %s%n", "messages", words(messages));
    learns.forEach((party, what) -> System.out.printf("%-11s %s%n", party, what));
    return ExitCode.OK;
  }

  private static String words(StudyMessages messages) {
    String sizes =
        "a batch up to %s, those that a cloud adds at once %s, partial results with their sum %s"
            .formatted(
                Text.bytes(messages.batch()),
                Text.bytes(messages.reduce()),
                Text.bytes(messages.combine()));
    long memory = messages.cloudMemory() / MEGABYTE + 1;
    return memory <= USUAL_CLOUD ? sizes : sizes + "; a cloud needs -Xmx" + memory + "m";
  }

  private static long ciphertexts(Question question, SlotLayout layout) {
    return layout.mode() == LayoutMode.PARTIALS
        ? (long) Math.max(1, question.run().sites().size()) * layout.plaintextsPerRecord()
        : layout.plaintexts(question.limits().maxRows());
  }

  private static Map<String, Object> plan(
      Question question,
      SlotLayout layout,
      PaillierPublicKey key,
      long ciphertexts,
      double seconds) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("query", question.hash());
    plan.put("study", question.study());
    plan.put("dataset", question.dataset());
    plan.put("bits", key.modulusBits());
    plan.put("groups", layout.groupBy().size());
    plan.put("slots_per_group", layout.slots().size());
    plan.put("bits_per_row", layout.recordBits());
    plan.put("rows_per_ciphertext", layout.recordsPerPlaintext());
    plan.put("ciphertexts_per_row", layout.plaintextsPerRecord());
    plan.put("patients", question.limits().maxRows());
    plan.put("ciphertexts", ciphertexts);
    plan.put("bytes", Math.multiplyExact(ciphertexts, (long) key.ciphertextBytes()));
    plan.put("seconds", Math.round(seconds * 100) / 100.0);
    plan.put("transport", question.run().files() ? "files" : "inline");
    return plan;
  }

  private static Map<String, String> learns(Question question, SlotLayout layout) {
    String lanes =
        layout.lanes() == 1
            ? ""
            : "; as " + layout.lanes() + " partial totals, because the layout is tall";
    Map<String, String> learns = new LinkedHashMap<>();
    learns.put("hospital", "the question; of the records, its own alone");
    learns.put(
        "cloud", "the question, each hospital's number of rows, and ciphertexts it cannot read");
    learns.put(
        "researcher",
        ("%s of %s over all hospitals together%s; each hospital's number of rows; and, of batches"
                + " that are masked but not sealed, each hospital's totals")
            .formatted(
                Text.count(layout.slots().size(), "total"),
                Text.count(layout.groupBy().size(), "group"),
                lanes));
    learns.put("reader", question.limits().rule().words());
    layout.slotNoise().ifPresent(noise -> learns.put("noise", noise.words()));
    learns.put("enforced", ENFORCED);
    return learns;
  }

  /** Says what is different where holders share the key. */
  private static Map<String, String> learnsOfHolders(StoredThreshold threshold, SlotLayout layout) {
    Map<String, String> learns = new LinkedHashMap<>();
    learns.put(
        "researcher",
        "what a reader may see, and each hospital's number of rows; no hospital's totals");
    learns.put(
        "opened by",
        "%s of the holders %s, each by its own rules; fewer learn nothing"
            .formatted(threshold.needed(), String.join(", ", threshold.holders())));
    learns.put(
        "releaser",
        "%s of %s over all hospitals together, and no record"
            .formatted(
                Text.count(layout.slots().size(), "total"),
                Text.count(layout.groupBy().size(), "group")));
    learns.put("enforced", ENFORCED_BY_HOLDERS);
    return learns;
  }

  private void print(Question question, SlotLayout layout, Map<String, Object> plan) {
    System.out.printf("%-11s %s, dataset %s%n", "study", question.study(), question.dataset());
    System.out.printf("%-11s %s%n", "hash", question.hash());
    question.where().ifPresent(where -> System.out.printf("%-11s %s%n", "where", where));
    if (!question.missing().isEmpty()) {
      System.out.printf("%-11s %s%n", "missing", question.missing());
    }
    System.out.printf(
        "%-11s %s of %s, %s a row: %s a ciphertext, %s a row%n",
        "slots",
        Text.count(layout.groupBy().size(), "group"),
        Text.count(layout.slots().size(), "slot"),
        Text.count(layout.recordBits(), "bit"),
        Text.count(layout.recordsPerPlaintext(), "row"),
        Text.count(layout.plaintextsPerRecord(), "ciphertext"));
    System.out.printf(
        Locale.ROOT,
        "%-11s up to %s: %s, %s, %.1f s to encrypt on a machine like this (%s, %d threads)%n",
        "size",
        Text.count((Long) plan.get("patients"), "row"),
        Text.count((Long) plan.get("ciphertexts"), "ciphertext"),
        Text.bytes((Long) plan.get("bytes")),
        (Double) plan.get("seconds"),
        plan.get("backend"),
        common.threadCount());
    System.out.printf("%-11s %s%n", "transport", transport(question, (Long) plan.get("bytes")));
  }

  private static String transport(Question question, long bytes) {
    if (question.run().files()) {
      return "files: %s through object stores, references alone through the server"
          .formatted(Text.bytes(bytes));
    }
    // base64
    String inline =
        "inline: %s through the server and its database".formatted(Text.bytes(bytes / 3 * 4));
    return bytes <= MOST_INLINE_BYTES
        ? inline
        : inline + "; cloud: {transport: files} spares them, where the sites have an object store";
  }
}
