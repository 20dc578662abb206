package io.blindsum.messages;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Encodes a tree so that two trees have equal bytes only if they are equal: each value is a letter
 * for its type, its length in 4 bytes and its content; members in the order of their names.
 */
final class CanonicalBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private CanonicalBytes() {}

  static byte[] of(JsonNode tree) {
    CanonicalBytes encoding = new CanonicalBytes();
    encoding.add(tree);
    return encoding.bytes.toByteArray();
  }

  private void add(JsonNode node) {
    if (node.isObject()) {
      head('o', node.size());
      for (String name : new TreeSet<>(node.propertyNames())) {
        text('m', name);
        add(node.get(name));
      }
    } else if (node.isArray()) {
      head('l', node.size());
      node.forEach(this::add);
    } else if (node.isString()) {
      text('s', node.stringValue());
    } else if (node.isNumber()) {
      // on its way a number may lose or gain the zeros behind its point
      text('i', node.decimalValue().stripTrailingZeros().toPlainString());
    } else if (node.isBoolean()) {
      text('b', node.asString());
    } else {
      throw new IllegalArgumentException("no message has a " + node.getNodeType());
    }
  }

  private void text(char type, String text) {
    byte[] content = utf8(text);
    head(type, content.length);
    bytes.writeBytes(content);
  }

  /** Returns UTF-8 in which half of a pair has bytes of its own, and is no question mark. */
  private static byte[] utf8(String text) {
    if (text.codePoints().noneMatch(CanonicalBytes::isHalf)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(
            c -> {
              if (isHalf(c)) {
                content.write(0xe0 | (c >> 12));
                content.write(0x80 | ((c >> 6) & 0x3f));
                content.write(0x80 | (c & 0x3f));
              } else {
                content.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
    return content.toByteArray();
  }

  private static boolean isHalf(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private void head(char type, int length) {
    bytes.write(type);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }
}
