package io.blindsum.release.result;

/**
 * The noise that every total of a result has.
 *
 * @param epsilon of the question
 * @param words what it is, in one line
 */
public record Noise(String epsilon, String words) {
  /** Returns the mark of a number that has it. */
  String mark() {
    return "with noise, epsilon " + epsilon;
  }
}
