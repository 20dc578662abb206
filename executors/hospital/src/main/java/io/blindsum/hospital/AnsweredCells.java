package io.blindsum.hospital;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who was in the cells that were answered about one dataset under one key, so that no two answers,
 * and no three, leave a difference of fewer patients than the site's minimum.
 *
 * <p>Each partition of an answer is compared with each answered one, whatever of their cells is
 * taken together; and each cell with each union of two answered ones, and with what is left of one
 * without another, as far as they are of the same quantity. Cells below the minimum, which only
 * sealed questions have, are neither compared nor kept.
 */
final class AnsweredCells {
  private final Path file;
  private final int atLeast;

  /**
   * Describes the answers that a file holds.
   *
   * @param file may be absent
   * @param atLeast differences of fewer rows are refused, but none
   */
  AnsweredCells(Path file, int atLeast) {
    this.file = file;
    this.atLeast = atLeast;
  }

  /** Tells whether an answer of these parts tells nothing about fewer patients than k. */
  boolean admits(List<AnsweredPartition> answer) throws IOException {
    List<AnsweredPartition> parts = compared(answer);
    Set<AnsweredCell> own = new HashSet<>();
    parts.forEach(part -> own.addAll(part.toCells()));
    List<CellComparison> open = new ArrayList<>();
    own.forEach(cell -> open.add(new CellComparison(cell, atLeast)));
    try (AnsweredFile answered = AnsweredFile.open(file)) {
      Optional<AnsweredPartition> next = answered.next();
      while (next.isPresent()) {
        AnsweredPartition old = next.get();
        if (!parts.stream().allMatch(part -> areFar(part, old))) {
          return false;
        }
        old.toCells().forEach(cell -> compare(cell, own, open));
        next = answered.next();
      }
      return open.stream().allMatch(CellComparison::isFar);
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private boolean areFar(AnsweredPartition part, AnsweredPartition old) {
    return !part.quantity().equals(old.quantity())
        || (part.cells().size() == 1 && old.cells().size() == 1)
        // what was answered tells nothing new
        || part.isSame(old)
        // what was answered when the minimum was lower is no reason against all that follows
        || PartitionComparison.areFar(part, old.ofAtLeast(atLeast), atLeast);
  }

  private static void compare(AnsweredCell old, Set<AnsweredCell> own, List<CellComparison> open) {
    open.removeIf(comparison -> comparison.isSame(old));
    if (!own.contains(old)) {
      open.forEach(comparison -> comparison.add(old));
    }
  }

  /** Keeps the parts of an answer; they are on the disk when this returns. */
  void add(List<AnsweredPartition> answer) throws IOException {
    List<AnsweredPartition> fresh = compared(answer);
    long end = 0;
    try (AnsweredFile answered = AnsweredFile.open(file)) {
      Optional<AnsweredPartition> next = answered.next();
      while (next.isPresent()) {
        fresh.removeIf(next.get()::isSame);
        next = answered.next();
      }
      end = answered.position();
    } catch (NoSuchFileException e) {
      // the first answer
    }
    if (!fresh.isEmpty()) {
      AnsweredFile.append(file, end, fresh);
    }
  }

  /** Returns the parts that count, each once. */
  private List<AnsweredPartition> compared(List<AnsweredPartition> answer) {
    List<AnsweredPartition> compared = new ArrayList<>();
    for (AnsweredPartition whole : answer) {
      AnsweredPartition part = whole.ofAtLeast(atLeast);
      if (!part.cells().isEmpty() && compared.stream().noneMatch(part::isSame)) {
        compared.add(part);
      }
    }
    return compared;
  }
}
