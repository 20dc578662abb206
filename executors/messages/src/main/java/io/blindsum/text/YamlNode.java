package io.blindsum.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A part of a YAML document, with the place where it starts. */
sealed interface YamlNode {
  /** Returns the place in messages, such as {@code site.yaml line 3 column 5}. */
  String where();

  /** A mapping; its members in their order. */
  record Mapping(String where, Map<String, YamlNode> members, Map<String, String> places)
      implements YamlNode {}

  /** A list. */
  record Sequence(String where, List<YamlNode> members) implements YamlNode {}

  /** A text, number, truth value or nothing, as it was written. */
  record Scalar(String where, JsonToken kind, String text) implements YamlNode {}

  /**
   * Reads a document that is one mapping.
   *
   * @param name what messages call it
   * @throws DataException if it is none, naming line and column
   */
  static Mapping parse(String name, String text) {
    Reader reader = new Reader(name);
    try (JsonParser parser = new YAMLMapper().createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        Mapping mapping = reader.mapping(parser, 1);
        if (parser.nextToken() == null) {
          return mapping;
        }
        throw new DataException(
            "a second document", reader.at(parser.currentTokenLocation()), "keep one of them");
      }
    } catch (JacksonException e) {
      // its message quotes the document, which may hold a secret
      TokenStreamLocation at = e.getLocation();
      throw new DataException(
          "not YAML", at == null ? name : reader.at(at), "check quotes, colons and indentation");
    }
    throw new DataException("no members", name, "write name: value lines");
  }

  /** Builds the tree of one document. */
  final class Reader {
    private static final int MAX_DEPTH = 10;

    private final String name;

    private Reader(String name) {
      this.name = name;
    }

    private Mapping mapping(JsonParser parser, int depth) {
      String where = at(parser.currentTokenLocation());
      Map<String, YamlNode> members = new LinkedHashMap<>();
      Map<String, String> places = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String member = parser.currentName();
        String place = at(parser.currentTokenLocation());
        if (places.putIfAbsent(member, place) != null) {
          throw new DataException(
              "'" + Messages.printable(member) + "' for the second time", place, "keep one");
        }
        parser.nextToken();
        members.put(member, node(parser, depth + 1));
      }
      return new Mapping(where, members, places);
    }

    private YamlNode node(JsonParser parser, int depth) {
      String where = at(parser.currentTokenLocation());
      if (depth > MAX_DEPTH) {
        throw new DataException("nested too deeply", where, "keep to the documented members");
      }
      if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
        throw new DataException("an alias", where, "write the value out");
      }
      JsonToken token = parser.currentToken();
      if (token == JsonToken.START_OBJECT) {
        return mapping(parser, depth);
      }
      if (token == JsonToken.START_ARRAY) {
        List<YamlNode> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          members.add(node(parser, depth + 1));
        }
        return new Sequence(where, members);
      }
      return new Scalar(where, token, parser.getString());
    }

    private String at(TokenStreamLocation location) {
      return name + " line " + location.getLineNr() + " column " + location.getColumnNr();
    }
  }
}
