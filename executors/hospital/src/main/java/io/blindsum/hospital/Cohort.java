package io.blindsum.hospital;

import io.blindsum.cohort.CohortSource;
import io.blindsum.encoding.EncodingException;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanRequest;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionException;
import io.blindsum.service.Audit;
import io.blindsum.text.DataException;
import java.util.Map;

/**
 * What a job asks for, well formed: rows of the catalogue, and how they become plaintexts.
 *
 * @param dataset the entry of the catalogue
 * @param parameters values of its parameters, checked
 * @param question the question
 * @param layout how rows become plaintexts
 */
record Cohort(
    Dataset dataset, Map<String, Object> parameters, Question question, SlotLayout layout) {
  private static final int MAX_LINE_CHARS = 300;

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
   * Reads what a job asks for.
   *
   * @throws JobException if it is not well formed
   */
  static Cohort of(Dataset dataset, PlanRequest request, PaillierPublicKey key) {
    Map<String, Object> parameters = parameters(dataset, request.parameters());
    Question question = question(request);
    return new Cohort(dataset, parameters, question, layout(question, key.modulusBits()));
  }

  /**
   * Reads the question of a job.
   *
   * @throws JobException if it is none
   */
  static Question question(PlanRequest request) {
    try {
      return request.toQuestion();
    } catch (QuestionException e) {
      throw new JobException(Audit.printable(String.valueOf(e.getMessage()), MAX_LINE_CHARS));
    }
  }

  /**
   * Computes the layout that a question needs.
   *
   * @throws JobException if there is none
   */
  static SlotLayout layout(Question question, int modulusBits) {
    try {
      return question.layout(modulusBits);
    } catch (EncodingException e) {
      throw new JobException("columns: " + e.getMessage());
    }
  }

  /**
   * Starts to read the rows that the question is about.
   *
   * @throws DataException if they cannot be read
   */
  CohortSource open() {
    return dataset.open(parameters, layout.inputs(), question.where(), question.missing());
  }
}
