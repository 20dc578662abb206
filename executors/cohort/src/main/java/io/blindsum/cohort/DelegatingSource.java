package io.blindsum.cohort;

import java.util.List;

/** A view of another source, which it owns. */
abstract class DelegatingSource implements CohortSource {
  private final CohortSource source;

  DelegatingSource(CohortSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public List<String> columns() {
    return source.columns();
  }

  @Override
  public int column(String name) {
    return source.column(name);
  }

  @Override
  public boolean next() {
    return source.next();
  }

  @Override
  public CharSequence field(int column) {
    return source.field(column);
  }

  @Override
  public CharSequence kept(int column) {
    return source.kept(column);
  }

  @Override
  public long row() {
    return source.row();
  }

  @Override
  public long position() {
    return source.position();
  }

  @Override
  public String positionUnit() {
    return source.positionUnit();
  }

  @Override
  public boolean mayHaveDecimalCommas() {
    return source.mayHaveDecimalCommas();
  }

  @Override
  public List<String> remarks() {
    return source.remarks();
  }

  @Override
  public void close() {
    source.close();
  }
}
