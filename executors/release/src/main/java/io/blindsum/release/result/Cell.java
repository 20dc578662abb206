package io.blindsum.release.result;

/**
 * One exact total of a study, which figures are computed from.
 *
 * @param group the index of its group
 * @param of the column or the statistic, as it was asked for, that the total is of; empty for the
 *     group's number of rows
 * @param index among the totals of that: of a column's numbers n, the sum and the sum of squares
 */
public record Cell(int group, String of, int index) {}
