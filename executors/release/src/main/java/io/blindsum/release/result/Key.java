package io.blindsum.release.result;

import java.util.List;
import java.util.stream.Collectors;

/** What a row of a list is about. */
public sealed interface Key permits Group, Key.Labels {
  /** Returns it in words. */
  String text();

  /** Returns the key with one label. */
  static Labels of(String name, String text) {
    return new Labels(List.of(new Label(name, text, false)));
  }

  /**
   * A name, a bin or a time.
   *
   * @param labels at least one
   */
  record Labels(List<Label> labels) implements Key {
    /** Keeps the labels. */
    public Labels {
      labels = List.copyOf(labels);
    }

    @Override
    public String text() {
      return labels.stream().map(Label::text).collect(Collectors.joining(" to "));
    }
  }

  /**
   * A part of a key.
   *
   * @param name of what it is, such as {@code time}
   * @param text which one
   * @param isNumber whether JSON has it as a number
   */
  record Label(String name, String text, boolean isNumber) {}
}
