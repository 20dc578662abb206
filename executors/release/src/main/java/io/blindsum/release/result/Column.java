package io.blindsum.release.result;

/**
 * One figure that a statistic has, as it is declared: every format takes its name, unit and form
 * from here.
 *
 * @param name in JSON, CSV and on the terminal, such as {@code at_risk}
 * @param title on a page, such as {@code At risk}
 * @param unit of the number
 * @param format of the number
 */
public record Column(String name, String title, Unit unit, Format format) {}
