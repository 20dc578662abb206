package io.blindsum.cli.command;

import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.SummedStream;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.KeyGate;
import io.blindsum.release.render.JsonRenderer;
import io.blindsum.study.ResultCheck.Signer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out about a result.
 *
 * @param name of its file
 * @param header of its frame
 * @param level how much was checked
 * @param receipt of the colony that it came from
 * @param signers who signed the receipt
 */
record VerificationReport(
    String name,
    FrameHeader header,
    Level level,
    Optional<ResultMessage> receipt,
    List<Signer> signers) {

  /** How much was checked. */
  enum Level {
    /** The result alone. */
    DIGESTS("whole and unaltered (--frames compares what was added)"),
    /** The frames, each once. */
    FRAMES("the frames are those it lists (--full adds them again)"),
    /** The product that was re-randomised, which the totals may or may not be. */
    RELEASED("the frames add up to what it says was released (--key opens both)"),
    /** The totals themselves. */
    PRODUCT("it is the sum of the frames and of nothing else");

    private final String words;

    Level(String words) {
      this.words = words;
    }
  }

  void print(CommonOptions common) {
    if (common.json) {
      System.out.println(Json.line(json()));
    } else {
      receipt.ifPresentOrElse(this::printBatches, this::printStreams);
      common.say(
          "%s: %s in %s under key %s, %s; %s"
              .formatted(
                  name,
                  Text.count(header.manifest().rows(), "row"),
                  Text.count(header.manifest().streams().size(), "stream"),
                  Text.shortKey(header.key().fingerprint()),
                  header.protection().text(),
                  level.words));
    }
    SignerOptions.report(signers, common);
  }

  private void printStreams() {
    for (SummedStream stream : header.manifest().streams()) {
      System.out.printf(
          "%-20s %s in %s, stream %s, digest %s%n",
          stream.site().isEmpty() ? "(no site)" : stream.site(),
          Text.count(stream.rows(), "row"),
          stream.batches() == 1 ? "1 batch" : stream.batches() + " batches",
          Text.shortKey(stream.streamId()),
          Text.shortKey(stream.digest()));
    }
  }

  private void printBatches(ResultMessage result) {
    Iterator<String> roots = result.roots().iterator();
    for (Signed<PlanMessage> signed : result.plans()) {
      PlanMessage plan = signed.message();
      System.out.printf(
          "%-20s %s of data set %s, %s left out, in %s, %s%n",
          plan.site(),
          Text.count(plan.rows(), "row"),
          plan.terms().dataset(),
          plan.rejected(),
          plan.batches() == 1 ? "1 batch" : plan.batches() + " batches",
          plan.terms().protection());
      if (roots.hasNext()) {
        System.out.printf("  all batches, root %s%n", Text.shortKey(roots.next()));
      }
      for (Signed<BatchMessage> receipt : result.receipts()) {
        BatchMessage batch = receipt.message();
        if (batch.site().equals(plan.site())) {
          System.out.printf(
              "  batch %-5s attempt %s, %s, digest %s%n",
              batch.batch(),
              batch.attempt(),
              Text.count(batch.rows(), "row"),
              Text.shortKey(batch.digest()));
        }
      }
    }
    result
        .missing()
        .forEach(site -> System.out.printf("%-20s missing: %s%n", site.site(), site.reason()));
  }

  private Map<String, Object> json() {
    List<SummedStream> streams = header.manifest().streams();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", name);
    json.put("verified", level.name().toLowerCase(Locale.ROOT));
    json.put("study", header.study());
    json.put("key", header.key().fingerprint());
    json.put("bits", header.key().modulusBits());
    json.put("insecure", KeyGate.isInsecure(header.key()));
    json.put("protection", header.protection().text());
    if (header.question() != null) {
      json.put("query", header.question().hash());
    }
    json.put("sites", header.manifest().sites());
    json.put("rows", header.manifest().rows());
    json.put("rejected", header.manifest().rejected());
    json.put("streams", streams.stream().map(VerificationReport::json).toList());
    receipt.ifPresent(
        result -> {
          json.put("batches", result.receipts().stream().map(one -> json(one.message())).toList());
          if (!result.roots().isEmpty()) {
            json.put("roots", result.roots());
          }
          json.put("missing", result.missing());
          json.put(
              "signers",
              SignerOptions.signatures(signers).stream().map(JsonRenderer::signature).toList());
        });
    return json;
  }

  private static Map<String, Object> json(SummedStream stream) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("site", stream.site());
    json.put("stream", stream.streamId());
    json.put("digest", stream.digest());
    json.put("rows", stream.rows());
    json.put("rejected", stream.rejected());
    json.put("batches", stream.batches());
    json.put("ciphertexts", stream.ciphertexts());
    return json;
  }

  private static Map<String, Object> json(BatchMessage batch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("site", batch.site());
    json.put("batch", batch.batch());
    json.put("attempt", batch.attempt());
    json.put("rows", batch.rows());
    json.put("digest", batch.digest());
    return json;
  }
}
