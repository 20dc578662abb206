package io.blindsum.cli;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.GroupBy;
import io.blindsum.encoding.LayoutMode;
import io.blindsum.encoding.SlotLayout;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which columns are added up, by which groups, and how records are packed. */
final class ColumnOptions {
  @Option(
      names = "--column",
      required = true,
      paramLabel = "NAME:TYPE",
      description = {
        "A column and the values it may have; repeat it. Types: int[18..120], dec(2)[3..20],"
            + " month[0..60], cat{F,M}.",
        "Each gets its count, sum, mean and standard deviation; categories are counted."
      })
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--group-by",
      paramLabel = "COL[:V1,V2|:WIDTH]",
      description = {
        "Totals by group, hidden from the cloud. COL takes each value of a declared column,"
            + " COL:V1,V2 the listed ones, COL:10 bands of that width. Repeat it, or list declared"
            + " columns as A,B, for every combination."
      })
  private List<String> groupBy = new ArrayList<>();

  @Option(
      names = "--layout",
      paramLabel = "wide|tall",
      defaultValue = "wide",
      description = {
        "wide: one patient a ciphertext; a decrypted total shows the total only. tall: as many"
            + " patients a ciphertext as fit, much faster and smaller; whoever decrypts sees one"
            + " partial total for each place, of at least 10 patients. Default: wide."
      })
  private LayoutMode layout = LayoutMode.WIDE;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      defaultValue = "10000000",
      description = {
        "The most rows that may ever be added up, over all sites; totals cannot overflow within it."
            + " All sites must declare the same. Default: 10000000."
      })
  private long maxRows;

  /**
   * Computes the layout for a key's size.
   *
   * @throws io.blindsum.encoding.SpecificationException if an option is wrong
   */
  SlotLayout layout(int modulusBits) {
    List<ColumnSpec> specs = columns.stream().map(ColumnSpec::parse).toList();
    return SlotLayout.of(specs, GroupBy.parse(groupBy, specs), maxRows, modulusBits, layout);
  }
}
