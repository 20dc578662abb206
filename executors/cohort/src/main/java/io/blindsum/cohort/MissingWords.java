package io.blindsum.cohort;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.text.Messages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A source in which some texts, such as {@code -99}, are no values; counts how many there were. */
final class MissingWords extends DelegatingSource {
  private final CohortSource source;
  // those of each field; none where nothing was asked
  private final List<List<Word>> words;

  /** A text that means that there is no value. */
  private static final class Word {
    private final String text;
    private long found;
    private long lastRow;

    Word(String text) {
      this.text = text;
    }
  }

  MissingWords(CohortSource source, Map<String, Set<String>> missing, List<ColumnSpec> columns) {
    super(source);
    this.source = source;
    this.words = new ArrayList<>(Collections.nCopies(source.columns().size(), List.of()));
    for (ColumnSpec column : columns) {
      List<Word> own = new ArrayList<>();
      missing.getOrDefault(ValueRules.EVERY_COLUMN, Set.of()).forEach(w -> own.add(new Word(w)));
      missing.getOrDefault(column.name(), Set.of()).forEach(w -> own.add(new Word(w)));
      words.set(source.column(column.name()), own);
    }
  }

  @Override
  public CharSequence field(int column) {
    CharSequence text = source.field(column);
    List<Word> own = words.get(column);
    for (int i = 0; i < own.size(); i++) {
      Word word = own.get(i);
      if (CharSequence.compare(text, word.text) == 0) {
        // a field may be asked for more than once
        word.found += word.lastRow == source.position() ? 0 : 1;
        word.lastRow = source.position();
        return "";
      }
    }
    return text;
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(source.remarks());
    for (int i = 0; i < words.size(); i++) {
      List<Word> own = words.get(i);
      String column = Messages.printable(columns().get(i));
      for (int j = 0; j < own.size(); j++) {
        if (own.get(j).found > 0) {
          remarks.add(
              "%s: '%s' taken for no value: %s"
                  .formatted(
                      column,
                      Messages.printable(own.get(j).text),
                      Messages.grouped(own.get(j).found)));
        }
      }
    }
    return remarks;
  }
}
