package io.blindsum.release.result;

/**
 * What a result was asked for as, such as {@code km(month,death)}.
 *
 * @param statistic the name of the statistic
 * @param arguments what it is of, without the parentheses
 */
public record Asked(String statistic, String arguments) {
  /** Returns what a text asks for: a name, and arguments in parentheses. */
  public static Asked parse(String text) {
    int open = text.indexOf('(');
    return new Asked(text.substring(0, open), text.substring(open + 1, text.length() - 1));
  }

  @Override
  public String toString() {
    return statistic + "(" + arguments + ")";
  }
}
