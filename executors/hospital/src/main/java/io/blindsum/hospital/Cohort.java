package io.blindsum.hospital;

import io.blindsum.cohort.DataException;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.EncodingException;
import io.blindsum.encoding.GroupBy;
import io.blindsum.encoding.LayoutMode;
import io.blindsum.encoding.SlotLayout;
import io.blindsum.workflow.JobException;
import io.blindsum.workflow.PlanRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a job asks for, well formed: rows of the catalogue, and how they become plaintexts.
 *
 * @param dataset the entry of the catalogue
 * @param parameters values of its parameters, checked
 * @param layout how rows become plaintexts
 */
record Cohort(Dataset dataset, Map<String, Object> parameters, SlotLayout layout) {

  /**
   * Finds a dataset by its exact name.
   *
   * @throws JobException if the catalogue does not have it
   */
  static Dataset find(Map<String, Dataset> catalogue, String name) {
    Dataset dataset = catalogue.get(name);
    if (dataset == null) {
      throw new JobException("dataset: not in the site's catalogue");
    }
    return dataset;
  }

  /**
   * Checks the values for a dataset's parameters.
   *
   * @throws JobException naming the one that is missing, unknown or of another type
   */
  static Map<String, Object> parameters(Dataset dataset, Map<?, ?> values) {
    try {
      return dataset.parameters().read("parameters", values);
    } catch (DataException e) {
      throw new JobException(e.where() + ": " + e.what());
    }
  }

  /**
   * Computes the layout that a request describes.
   *
   * @throws JobException if it describes none
   */
  static SlotLayout layout(PlanRequest request, int modulusBits) {
    try {
      List<ColumnSpec> columns = new ArrayList<>();
      request
          .columns()
          .forEach((name, type) -> columns.add(new ColumnSpec(name, ColumnType.parse(type))));
      return SlotLayout.of(
          columns,
          GroupBy.parse(request.groupBy(), columns),
          request.maxRows(),
          modulusBits,
          LayoutMode.valueOf(request.layout().toUpperCase(Locale.ROOT)));
    } catch (EncodingException e) {
      throw new JobException("columns: " + e.getMessage());
    }
  }
}
