package io.blindsum.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * A mapping of a YAML file that people write, read member by member.
 *
 * <p>Strict: unknown and doubled members, aliases, and values of another kind are refused with
 * their line and column. Every method throws {@link DataException}.
 */
public final class YamlMap {
  private static final long MAX_BYTES = 1 << 20;
  private static final long MAX_WHOLE = 1L << 53;

  private final YamlNode.Mapping mapping;

  private YamlMap(YamlNode.Mapping mapping) {
    this.mapping = mapping;
  }

  /** Reads a file of at most 1 MB. */
  public static YamlMap read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new DataException("over 1 MB", name, "name a configuration file");
      }
      return parse(name, Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new DataException("bytes that are not UTF-8", name, "save the file as UTF-8");
    } catch (IOException e) {
      String what = Files.exists(file) ? "cannot read the file" : "no such file";
      throw new DataException(what, name, "check the path and its permissions");
    }
  }

  /**
   * Reads a text.
   *
   * @param name what messages call it
   */
  public static YamlMap parse(String name, String text) {
    return new YamlMap(YamlNode.parse(Messages.printable(name), ByteOrderMark.strip(text)));
  }

  /** Refuses members that are not among the known ones, and names the one that was meant. */
  public YamlMap requireOnly(String... known) {
    for (String name : mapping.members().keySet()) {
      if (!List.of(known).contains(name)) {
        throw new DataException(
            "unknown member '" + Messages.printable(name) + "'",
            place(name),
            "known here: " + String.join(", ", known));
      }
    }
    return this;
  }

  /** Returns the names of the members in their order. */
  public Set<String> names() {
    return mapping.members().keySet();
  }

  /** Tells whether a member is there and has a value. */
  public boolean has(String name) {
    return value(name) != null;
  }

  /** Tells whether a member is a mapping itself. */
  public boolean isMap(String name) {
    return value(name) instanceof YamlNode.Mapping;
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalText(String name) {
    YamlNode node = value(name);
    return node == null ? Optional.empty() : Optional.of(scalar(node).text());
  }

  /** Returns the path of a file or folder; a relative one starts at {@code folder}. */
  public Path path(String name, Path folder) {
    try {
      return folder.resolve(text(name));
    } catch (InvalidPathException e) {
      throw fault(name, "no name that a file can have");
    }
  }

  /** Returns a whole number in [{@code min}, {@code max}], or the fallback if it is absent. */
  public long integer(String name, long min, long max, @Nullable Long fallback) {
    YamlNode node = value(name);
    if (node == null) {
      if (fallback == null) {
        throw missing(name);
      }
      return fallback;
    }
    String digits = scalar(node).text().replace("_", "");
    if (digits.matches("-?[0-9]{1,18}")) {
      long number = Long.parseLong(digits);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw fault(name, "not a whole number from " + min + " to " + max);
  }

  /** Returns a truth value, or the fallback if it is absent. */
  public boolean flag(String name, boolean fallback) {
    YamlNode node = value(name);
    if (node == null) {
      return fallback;
    }
    return switch (scalar(node).kind()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw fault(name, "neither true nor false");
    };
  }

  /** Returns a list of texts; empty if it is absent. */
  public List<String> texts(String name) {
    YamlNode node = value(name);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof YamlNode.Sequence sequence)) {
      throw fault(name, "not a list");
    }
    List<String> texts = new ArrayList<>();
    sequence.members().forEach(member -> texts.add(scalar(member).text()));
    return texts;
  }

  /**
   * Returns a list of texts, of which some are written as {@code name: value}; a mapping of such is
   * a list of them too. Empty if it is absent.
   */
  public List<String> pairs(String name) {
    YamlNode node = value(name);
    if (node instanceof YamlNode.Mapping inner) {
      return pairs(inner);
    }
    if (!(node instanceof YamlNode.Sequence sequence)) {
      return texts(name);
    }
    List<String> pairs = new ArrayList<>();
    for (YamlNode member : sequence.members()) {
      if (member instanceof YamlNode.Mapping inner) {
        pairs.addAll(pairs(inner));
      } else {
        pairs.add(scalar(member).text());
      }
    }
    return pairs;
  }

  private static List<String> pairs(YamlNode.Mapping mapping) {
    YamlMap map = new YamlMap(mapping);
    return map.names().stream()
        .map(name -> map.has(name) ? name + ": " + map.text(name) : name)
        .toList();
  }

  /** Returns a mapping; empty if it is absent. */
  public Optional<YamlMap> map(String name) {
    YamlNode node = value(name);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof YamlNode.Mapping inner) {
      return Optional.of(new YamlMap(inner));
    }
    throw fault(name, "not a mapping of names to values");
  }

  /** Returns every member of this mapping as text, in their order. */
  public Map<String, String> toTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    names().forEach(name -> texts.put(name, text(name)));
    return texts;
  }

  /**
   * Returns every member of this mapping as JSON would have it: a {@link Long} for a whole number,
   * a text otherwise. Decimals stay text, so that no digit is lost.
   */
  public Map<String, Object> toValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names()) {
      YamlNode node = value(name);
      boolean whole =
          node instanceof YamlNode.Scalar scalar && scalar.kind() == JsonToken.VALUE_NUMBER_INT;
      values.put(name, whole ? (Object) integer(name, -MAX_WHOLE, MAX_WHOLE, null) : text(name));
    }
    return values;
  }

  /** Returns the error that a member is wrong, at its place. */
  public DataException fault(String name, String what) {
    return new DataException(
        Messages.printable(name) + ": " + what, place(name), "correct it in the file");
  }

  private DataException missing(String name) {
    String printable = Messages.printable(name);
    return new DataException(
        "no member '" + printable + "'", mapping.where(), "add " + printable + ": ...");
  }

  private String place(String name) {
    return mapping.places().getOrDefault(name, mapping.where());
  }

  private @Nullable YamlNode value(String name) {
    YamlNode node = mapping.members().get(name);
    boolean nothing =
        node instanceof YamlNode.Scalar scalar && scalar.kind() == JsonToken.VALUE_NULL;
    return nothing ? null : node;
  }

  private static YamlNode.Scalar scalar(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && scalar.kind() != JsonToken.VALUE_NULL) {
      return scalar;
    }
    throw new DataException("not a single value", node.where(), "write one text or number");
  }
}
