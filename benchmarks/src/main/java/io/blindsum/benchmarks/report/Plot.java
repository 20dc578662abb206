package io.blindsum.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * One plot.
 *
 * @param name of its files, without the ending
 * @param title of the chart, in words
 */
record Plot(String name, String title, IChart chart) {

  /** Writes a PNG and an SVG file. */
  List<Path> write(Path folder) throws IOException {
    return List.of(
        Files.write(folder.resolve(name + ".png"), bytes("png")),
        Files.write(folder.resolve(name + ".svg"), svg()));
  }

  byte[] svg() {
    return bytes("svg");
  }

  private byte[] bytes(String format) {
    try {
      return ChartEncoder.getBytes(chart, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
