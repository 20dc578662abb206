package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.cohort.QueryParameters;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.keys.KeyFileException;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanRequest;
import io.blindsum.service.AuditException;
import io.blindsum.service.AuditLine;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.TemporaryFolders;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A site's own file, its audit log, and the arguments of its jobs, of any text. */
public class SiteFuzz {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MODULUS_BITS = 2048;
  private static final long MOST_ROWS = 1_000_000;
  private static final QueryParameters PARAMETERS =
      new QueryParameters(
          Map.of("year", ColumnType.parse("int[1900..2100]"), "sex", ColumnType.parse("cat{F,M}")));

  private final Path folder = TemporaryFolders.create();

  @FuzzTest
  @Requirement(id = "R31", figure = "site files of any text: read or refused in one line")
  public void siteFiles(byte[] input) throws IOException {
    Path file = Files.write(folder.resolve("site.yaml"), input);
    Refusals.parse(
            () -> SiteConfigReader.read(file, Map.of()),
            DataException.class,
            KeyFileException.class)
        .ifPresent(site -> assertThat(site.policy().minCohort()).isPositive());
  }

  @FuzzTest
  @Requirement(id = "R31", figure = "arguments of jobs, of any JSON: read or refused in one line")
  public void arguments(byte[] input) {
    FunctionSpec spec = spec(text(input));
    for (Function function :
        List.of(HospitalFunctions.PLAN_COHORT, HospitalFunctions.GET_RECORDS)) {
      Refusals.parse(() -> Arguments.of(spec, function), JobException.class)
          .ifPresent(SiteFuzz::readAll);
    }
    Refusals.parse(() -> PlanRequest.of(spec.kwargs()), JobException.class)
        .flatMap(
            plan ->
                Refusals.parse(
                    () -> Cohort.layout(Cohort.question(plan), MODULUS_BITS), JobException.class))
        .ifPresent(layout -> assertThat(layout.plaintexts(1)).isPositive());
  }

  @FuzzTest
  public void auditLines(byte[] input) {
    Refusals.parse(() -> AuditLine.parse(text(input), 0, AuditLine.START), AuditException.class)
        .ifPresent(line -> assertThat(line.toText()).isEqualTo(text(input)));
  }

  /** Reads each argument as each of the types that the functions of a site have. */
  private static void readAll(Arguments arguments) {
    for (String name : List.of("dataset", "column", "form", "study", Arguments.PUBLIC_KEY)) {
      Refusals.parse(() -> arguments.text(name), JobException.class);
    }
    for (String name : List.of("max_rows", "batch_rows", "batch")) {
      Refusals.parse(() -> arguments.integer(name, 1, MOST_ROWS), JobException.class)
          .ifPresent(number -> assertThat(number).isBetween(1L, MOST_ROWS));
    }
    Refusals.parse(() -> arguments.object("parameters"), JobException.class)
        .ifPresent(
            values ->
                Refusals.parse(() -> PARAMETERS.read("parameters", values), DataException.class));
  }

  private static FunctionSpec spec(String json) {
    FunctionSpec.Builder spec =
        FunctionSpec.of(Functions.PLAN_COHORT, Conditions.of("dev", "hospital"));
    try {
      JsonNode tree = MAPPER.readTree(json);
      for (String name : tree.propertyNames()) {
        spec.kwarg(name, MAPPER.treeToValue(tree.get(name), Object.class));
      }
    } catch (JacksonException e) {
      // a call without arguments
    }
    return spec.build();
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }
}
