package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.option.WeightsFile;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.TemporaryFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of weights of any bytes. */
public class WeightsFuzz {
  private final Path folder = TemporaryFolders.create();

  @FuzzTest
  @Requirement(id = "R31", figure = "weights of any bytes: the integer of each line, or refused")
  public void weights(byte[] input) throws IOException {
    Path file = Files.write(folder.resolve("w.txt"), input);
    String text = new String(input, StandardCharsets.ISO_8859_1);
    List<String> lines = List.of(text.split("\n", -1));
    try (WeightsFile weights = WeightsFile.open(file)) {
      // what follows the last line end is a line only if there is something
      for (String line : text.endsWith("\n") ? lines.subList(0, lines.size() - 1) : lines) {
        Optional<Long> weight = Refusals.parse(weights::next, CommandException.class);
        if (weight.isEmpty()) {
          return;
        }
        assertThat(weight).contains(Long.valueOf(line.replace("\r", "")));
      }
      assertThat(Refusals.parse(weights::next, CommandException.class)).isEmpty();
    }
  }
}
