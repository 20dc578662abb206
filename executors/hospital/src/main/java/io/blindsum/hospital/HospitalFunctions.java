package io.blindsum.hospital;

import io.blindsum.colony.Function;
import io.blindsum.colony.Function.Argument;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobOrder;

/** What hospitals announce: each function with its arguments. */
final class HospitalFunctions {
  private static final Argument KEY =
      Argument.required(
          Functions.KEY_ARGUMENT, "string", "base64 of {\"n\": \"<decimal>\"}, 2048 bits or more");

  private static final Argument ORDER =
      Argument.optional(
          JobOrder.ARGUMENT, "object", "a researcher's signature, where the site asks for one");

  static final Function PLAN_COHORT =
      Function.of(
          Functions.PLAN_COHORT,
          "counts a cohort of the catalogue under the site's policy and fixes its batches",
          KEY,
          Argument.optional("run", "string", "the run's nonce; none for a plan that stands alone"),
          Argument.optional("attempt", "int", "how often the site was asked before in the run"),
          Argument.optional("sites", "list", "every site that is asked"),
          Argument.required("study", "string", "the study"),
          Argument.required("dataset", "string", "a name of the site's catalogue"),
          Argument.optional("parameters", "object", "values for the dataset's parameters"),
          Argument.optional("where", "string", "which rows, such as age >= 40 and sex = F"),
          Argument.optional("where_columns", "object", "types of columns of where alone, by name"),
          Argument.optional("missing", "object", "words for no value by column; all under no name"),
          Argument.required("columns", "object", "types by name, such as age: int[18..120]"),
          Argument.optional("group_by", "list", "such as sex or age:10"),
          Argument.required("layout", "string", "records a ciphertext")
              .oneOf("wide", "tall", "partials"),
          Argument.required("max_rows", "int", "the most rows of all sites together"),
          Argument.optional("batch_rows", "int", "rows of a batch; 0 for about 1 MB"),
          Argument.optional("stats", "list", "the statistics that are wanted"),
          Argument.optional("sites_min", "int", "how many sites have to contribute"),
          Argument.optional("min_cell", "int", "the least count that is released"),
          Argument.optional("rounding", "int", "what released counts are multiples of"),
          Argument.optional("rows_per_parameter", "int", "the fewest rows of a linear model"),
          Argument.optional("hide_zeros", "bool", "whether a count of nobody is hidden"),
          Argument.optional("epsilon", "string", "of the noise that each site adds; none if empty"),
          Argument.optional("files", "bool", "whether batches go to the site's object store"),
          Argument.optional("query_hash", "string", "what query plan prints; checked if given"),
          ORDER);

  static final Function ENCRYPT_BATCH =
      Function.of(
          Functions.ENCRYPT_BATCH,
          "encrypts one batch of a plan",
          KEY,
          Argument.required("run", "string", "the run's nonce, as the plan has it"),
          Argument.required("plan", "string", "the id of the process that planned"),
          Argument.required("batch", "int", "from 0"),
          Argument.required("attempt", "int", "from 0"),
          Argument.optional("files", "bool", "whether its frame goes to the site's object store"));

  static final Function REMOVE_PLAN =
      Function.of(
          Functions.REMOVE_PLAN,
          "removes a plan whose run is over, and its data at the site",
          KEY,
          Argument.required("run", "string", "the run's nonce, as the plan has it"),
          Argument.required("plan", "string", "the id of the process that planned"));

  static final Function GET_RECORDS =
      Function.of(
          Functions.GET_PATIENT_DATA,
          "the records of a dataset, one ciphertext each",
          KEY,
          Argument.required("dataset", "string", "a name of the site's catalogue"),
          Argument.required("column", "string", "a column of whole numbers"),
          Argument.optional("parameters", "object", "values for the dataset's parameters"),
          Argument.optional("study", "string", "the study; needed for form frame"),
          Argument.optional("max_rows", "int", "for form frame: the most rows of all sites"),
          Argument.optional("form", "string", "base64 items, or one frame").oneOf("seed", "frame"),
          ORDER);

  static final Function GET_PATIENT_DATA =
      Function.of(Functions.GET_PATIENT_DATA, "the hospital's value, encrypted", KEY);

  private HospitalFunctions() {}
}
