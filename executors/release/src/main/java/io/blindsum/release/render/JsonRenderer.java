package io.blindsum.release.render;

import io.blindsum.release.result.ColumnResult;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.GroupResult;
import io.blindsum.release.result.Key;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Proof;
import io.blindsum.release.result.Receipt;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Study;
import io.blindsum.release.result.Value;
import io.blindsum.release.result.Withheld;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a result as one JSON object, with all digits. A hidden figure is the text that stands for
 * it; figures that are not defined are left out.
 */
public final class JsonRenderer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonRenderer() {}

  /** Returns the object as one line. */
  public static String line(ReleasedResult result) {
    return JsonMapper.shared().writeValueAsString(object(result));
  }

  /** Returns the object. */
  public static ObjectNode object(ReleasedResult result) {
    ObjectNode json = study(result);
    ArrayNode groups = json.putArray("groups");
    result.groups().forEach(group -> groups.add(group(group)));
    ArrayNode statistics = json.putArray("statistics");
    result.results().stream()
        .filter(JsonRenderer::isShown)
        .forEach(statistic -> statistics.add(statistic(statistic)));
    json.set("audit", audit(result));
    json.set("receipt", receipt(result.receipt()));
    return json;
  }

  private static ObjectNode audit(ReleasedResult result) {
    Proof proof = result.proof();
    return NODES
        .objectNode()
        .put("counts", proof.counts())
        .put("hidden", proof.hidden())
        .put("least_values", proof.narrowest())
        .put("withheld", proof.withheld())
        .put("text", result.audit());
  }

  private static ObjectNode study(ReleasedResult result) {
    Study study = result.study();
    ObjectNode json = NODES.objectNode();
    json.put("study", study.name());
    json.put("key", study.key());
    json.put("bits", study.modulusBits());
    json.put("backend", study.backend());
    json.put("insecure", study.insecure());
    json.set("sites", texts(study.sites()));
    json.put("rows", study.rows());
    json.put("rejected", study.rejected());
    study.weights().ifPresent(weights -> json.set("weights", weights(weights)));
    List<Receipt.Signature> signatures = result.receipt().signatures();
    if (!signatures.isEmpty()) {
      ArrayNode signers = json.putArray("signers");
      signatures.forEach(signature -> signers.add(signature(signature)));
    }
    json.put("min_cell", result.leastCount());
    if (result.isRounded()) {
      json.put("rounding", result.rounding());
    }
    result
        .noise()
        .ifPresent(
            noise ->
                json.putObject("noise")
                    .put("epsilon", new BigDecimal(noise.epsilon()))
                    .put("text", noise.words()));
    study.query().ifPresent(hash -> json.put("query", hash));
    json.set("asked", question(study.question()));
    return json;
  }

  /** Returns what JSON has of weights. */
  public static ObjectNode weights(Study.Weights weights) {
    return NODES
        .objectNode()
        .put("sha256", weights.sha256())
        .put("sum", weights.sum())
        .put("magnitude", weights.magnitude());
  }

  /** Returns what JSON has of somebody's signature. */
  public static ObjectNode signature(Receipt.Signature signature) {
    return NODES
        .objectNode()
        .put("party", signature.party())
        .put("signer", signature.signer())
        .put("standing", signature.standing());
  }

  private static ObjectNode question(Study.Question question) {
    ObjectNode json = NODES.objectNode();
    json.set("columns", texts(question.columns()));
    json.set("group_by", texts(question.groupBy()));
    json.set("statistics", texts(question.statistics()));
    json.put("layout", question.layout());
    json.put("max_rows", question.maxRows());
    return json;
  }

  private static ObjectNode group(GroupResult group) {
    ObjectNode json = NODES.objectNode();
    json.set("group", group(group.group()));
    put(json, group.n());
    ObjectNode columns = json.putObject("columns");
    group.columns().forEach(column -> columns.set(column.column(), column(column)));
    return json;
  }

  private static ObjectNode column(ColumnResult column) {
    ObjectNode json = NODES.objectNode();
    put(json, column.n());
    if (column instanceof ColumnResult.Categories categories) {
      ObjectNode counts = json.putObject("counts");
      categories.counts().forEach(count -> put(counts, count.label(), count.n()));
    } else if (column instanceof ColumnResult.Numbers numbers) {
      for (Figure figure : numbers.figures()) {
        if (figure.isUndefined()) {
          json.putNull(figure.column().name());
        } else {
          put(json, figure);
        }
      }
    }
    return json;
  }

  /** Tells whether a result is more than the mark of a group that is hidden. */
  private static boolean isShown(Result result) {
    return !(result instanceof Withheld withheld)
        || !(withheld.n().value() instanceof Value.Hidden hidden)
        || hidden.why() != Value.Reason.DERIVED;
  }

  private static ObjectNode statistic(Result result) {
    ObjectNode json = NODES.objectNode();
    json.put("statistic", result.asked().toString());
    result.group().ifPresent(group -> json.set("group", group(group)));
    result.members().forEach(member -> put(json, member));
    return json;
  }

  private static void put(ObjectNode json, Member member) {
    if (member instanceof Figure figure) {
      put(json, figure);
    } else if (member instanceof Member.Part part) {
      ObjectNode members = NODES.objectNode();
      part.members().forEach(each -> put(members, each));
      if (!members.isEmpty()) {
        json.set(part.name(), members);
      }
    } else if (member instanceof Member.Rows rows) {
      ArrayNode array = json.putArray(rows.name());
      rows.rows().stream()
          .filter(row -> !(row.key() instanceof Group && row.isHidden()))
          .forEach(row -> array.add(row(row)));
    } else if (member instanceof Member.Undefined undefined) {
      json.put("undefined", undefined.reason());
    } else if (member instanceof Member.LeftOut leftOut) {
      ArrayNode array = json.putArray(Member.LeftOut.NAME);
      leftOut.groups().forEach(group -> array.add(group(group)));
    }
  }

  private static ObjectNode row(Row row) {
    ObjectNode json = NODES.objectNode();
    if (row.key() instanceof Group group) {
      json.set("group", group(group));
    } else if (row.key() instanceof Key.Labels labels) {
      for (Key.Label label : labels.labels()) {
        if (label.isNumber()) {
          json.put(label.name(), Long.valueOf(label.text()));
        } else {
          json.put(label.name(), label.text());
        }
      }
    }
    row.members().forEach(member -> put(json, member));
    return json;
  }

  private static void put(ObjectNode json, Figure figure) {
    put(json, figure.column().name(), figure);
  }

  private static void put(ObjectNode json, String name, Figure figure) {
    if (figure.isHidden()) {
      json.put(name, figure.mark());
    }
    figure.value().number().ifPresent(number -> put(json, name, number));
  }

  private static void put(ObjectNode json, String name, Number number) {
    if (number instanceof Double real) {
      json.put(name, real);
    } else if (number instanceof BigDecimal decimal) {
      json.put(name, decimal.toPlainString());
    } else {
      json.put(name, number.longValue());
    }
  }

  private static ObjectNode receipt(Receipt receipt) {
    ObjectNode json = NODES.objectNode();
    json.put("digest", receipt.digest());
    json.put("protection", receipt.protection());
    json.put("blinding", receipt.blinding());
    json.put("creator", receipt.creator());
    ArrayNode streams = json.putArray("streams");
    for (Receipt.Stream stream : receipt.streams()) {
      ObjectNode one = streams.addObject();
      one.put("site", stream.site());
      one.put("stream", stream.id());
      one.put("digest", stream.digest());
      put(one, "rows", stream.rows());
      one.put("batches", stream.batches());
      put(one, "ciphertexts", stream.ciphertexts());
    }
    return json;
  }

  private static ObjectNode group(Group group) {
    ObjectNode json = NODES.objectNode();
    group.values().forEach(json::put);
    return json;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode json = NODES.arrayNode();
    texts.forEach(json::add);
    return json;
  }
}
