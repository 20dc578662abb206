package io.blindsum.cli;

import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameProgress;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.SumVerifier;
import io.blindsum.frame.SummedStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks what totals were made of. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Check a sum without a key: sites, streams, rows, digests and key.",
      "",
      "Alone, it reads every byte of the result. With --frames it compares them with the result's"
          + " list, each once and none missing. With --full it adds them again, so that a cloud"
          + " cannot have put in, left out or changed anything.",
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The .bsr file that sum wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--frames",
      arity = "1..*",
      paramLabel = "FILE",
      description = "The .bsc files that were added, all of them.")
  private List<Path> frames = new ArrayList<>();

  @Option(names = "--full", description = "Add the frames again and compare.")
  private boolean full;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    if (full && frames.isEmpty()) {
      throw CommandException.usage(
          "--full adds the frames again, and none is named", "--frames a.bsc b.bsc ... --full");
    }
    FrameHeader header = common.compute(this::verify);
    KeyOptions.warnIfInsecure(header.key(), common);
    print(header);
    return ExitCode.OK;
  }

  private FrameHeader verify() {
    try (FrameReader result = FrameReader.open(file);
        SumVerifier verifier = SumVerifier.of(result, full, common.arithmetic())) {
      for (Path frame : frames) {
        add(verifier, frame);
      }
      if (!frames.isEmpty()) {
        verifier.finish();
      }
      return verifier.header();
    }
  }

  private void add(SumVerifier verifier, Path frame) {
    try (FrameReader reader = FrameReader.open(frame)) {
      OptionalLong total = reader.announcedCiphertexts();
      try (Progress progress =
          common.start(
              "verify " + reader.name(),
              "ciphertexts",
              total.orElse(Progress.UNKNOWN),
              common.json)) {
        FrameProgress listener = (done, ignored) -> progress.update(done);
        verifier.add(reader, listener);
      }
    }
  }

  private String level() {
    if (frames.isEmpty()) {
      return "digests";
    }
    return full ? "product" : "frames";
  }

  private void print(FrameHeader header) {
    List<SummedStream> streams = header.manifest().streams();
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("file", String.valueOf(file.getFileName()));
      json.put("verified", level());
      json.put("study", header.study());
      json.put("key", header.key().fingerprint());
      json.put("bits", header.key().modulusBits());
      json.put("insecure", KeyOptions.isInsecure(header.key()));
      json.put("protection", header.protection().text());
      json.put("sites", SumCommand.sites(streams));
      json.put("rows", header.manifest().rows());
      json.put("rejected", header.manifest().rejected());
      json.put("streams", streams.stream().map(VerifyCommand::json).toList());
      System.out.println(Json.line(json));
      return;
    }
    for (SummedStream stream : streams) {
      System.out.printf(
          "%-20s %s in %s, stream %s, digest %s%n",
          stream.site().isEmpty() ? "(no site)" : stream.site(),
          Text.count(stream.rows(), "row"),
          stream.batches() == 1 ? "1 batch" : stream.batches() + " batches",
          stream.streamId().substring(0, 8),
          stream.digest().substring(0, 8));
    }
    common.say(
        "%s: %s in %s under key %s, %s; %s"
            .formatted(
                file.getFileName(),
                Text.count(header.manifest().rows(), "row"),
                Text.count(streams.size(), "stream"),
                Text.shortKey(header.key().fingerprint()),
                header.protection().text(),
                switch (level()) {
                  case "product" -> "it is the sum of the frames and of nothing else";
                  case "frames" -> "the frames are those it lists (--full adds them again)";
                  default -> "whole and unaltered (--frames compares what was added)";
                }));
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
}
