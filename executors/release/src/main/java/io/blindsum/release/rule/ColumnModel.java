package io.blindsum.release.rule;

import io.blindsum.encoding.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** The values of one column, and what is printed of them. */
final class ColumnModel {
  final String name;
  final ColumnType type;
  final List<Grouping> groupings = new ArrayList<>();
  // for each grouping the places of its counts, and of their rest where another value is missing
  final List<List<Integer>> counts = new ArrayList<>();
  final List<List<Integer>> rests = new ArrayList<>();

  ColumnModel(String name, ColumnType type) {
    this.name = name;
    this.type = type;
  }
}
