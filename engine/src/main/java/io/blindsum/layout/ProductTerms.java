package io.blindsum.layout;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.encoding.NumberType;
import io.blindsum.layout.Slot.Content;
import io.blindsum.question.StatisticSpec;
import io.blindsum.stats.CrossMoments;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Of a row with all the values: 1, each encoded value, and each product of two, in the order {@code
 * uu, vu, vv, wu, ...}.
 */
final class ProductTerms extends Terms {
  private final StatisticSpec.OfProducts spec;
  private final int[] inputs;
  private final List<NumberType> types;

  ProductTerms(StatisticSpec.OfProducts spec, List<ColumnSpec> columns) {
    this.spec = spec;
    this.inputs = inputs(spec, columns);
    this.types = spec.columns().stream().map(c -> c.type().numbers().orElseThrow()).toList();
  }

  @Override
  List<Slot> slots(long maxRows) {
    List<Slot> slots = new ArrayList<>();
    slots.add(Slot.of(spec.toString(), Content.VALUES, BigInteger.ONE, maxRows));
    for (NumberType type : types) {
      slots.add(Slot.of(spec.toString(), Content.SUM, bound(type), maxRows));
    }
    for (int i = 0; i < types.size(); i++) {
      for (int j = 0; j <= i; j++) {
        BigInteger bound = bound(types.get(i)).multiply(bound(types.get(j)));
        slots.add(Slot.of(spec.toString(), Content.PRODUCT, bound, maxRows));
      }
    }
    return slots;
  }

  @Override
  void place(RowBuffer row, SlotSink sink, int base, int slot) {
    if (!isComplete(row, inputs)) {
      sink.missing(base, slot);
      return;
    }
    sink.put(base, slot, 0, 1);
    int product = slot + inputs.length + 1;
    for (int i = 0; i < inputs.length; i++) {
      long u = row.encoded(inputs[i]);
      sink.put(base, slot + 1 + i, 0, u);
      for (int j = 0; j <= i; j++) {
        long v = row.encoded(inputs[j]);
        sink.put(base, product++, Math.multiplyHigh(u, v), u * v);
      }
    }
  }

  @Override
  StatisticTotals read(SlotSums sums, int group, int slot, long rows) {
    long n = sums.count(group, slot, rows);
    int size = types.size();
    BigInteger[] first = new BigInteger[size];
    for (int i = 0; i < size; i++) {
      first[i] = sums.sum(group, slot + 1 + i);
    }
    List<BigDecimal> shiftedSums = new ArrayList<>();
    List<List<BigDecimal>> products = new ArrayList<>();
    int place = slot + size + 1;
    for (int i = 0; i < size; i++) {
      shiftedSums.add(shifted(n, first[i], types.get(i)));
      List<BigDecimal> line = new ArrayList<>();
      for (int j = 0; j <= i; j++) {
        BigInteger product = sums.sum(group, place++);
        requirePlausible(n, first[i], first[j], product, i, j);
        line.add(shifted(n, first[i], first[j], product, types.get(i), types.get(j)));
      }
      products.add(line);
    }
    return new StatisticTotals.Products(spec, moments(n, shiftedSums, products));
  }

  private CrossMoments moments(long n, List<BigDecimal> sums, List<List<BigDecimal>> products) {
    try {
      List<String> names = spec.columns().stream().map(ColumnSpec::name).toList();
      return new CrossMoments(names, n, sums, products);
    } catch (IllegalArgumentException e) {
      throw implausible();
    }
  }

  /** Refuses a sum of products that no {@code n} pairs of integers within the bounds have. */
  private void requirePlausible(
      long n, BigInteger sumI, BigInteger sumJ, BigInteger product, int i, int j) {
    BigInteger boundI = bound(types.get(i));
    BigInteger boundJ = bound(types.get(j));
    if (sumI.compareTo(boundI.multiply(BigInteger.valueOf(n))) > 0
        || product.compareTo(sumI.multiply(boundJ)) > 0
        || product.compareTo(sumJ.multiply(boundI)) > 0) {
      throw implausible();
    }
  }

  private static ImplausibleTotalException implausible() {
    return new ImplausibleTotalException("a sum of products is outside of the declared bounds");
  }

  /** Takes the offset back: {@code sum x = (sum u + n lo) / 10^d}. */
  private static BigDecimal shifted(long n, BigInteger sum, NumberType type) {
    return new BigDecimal(sum.add(offset(n, type)), type.decimals());
  }

  /** Returns {@code sum (u + lo)(v + lo') = sum uv + lo' sum u + lo sum v + n lo lo'}. */
  private static BigDecimal shifted(
      long n, BigInteger u, BigInteger v, BigInteger product, NumberType a, NumberType b) {
    BigInteger lowA = BigInteger.valueOf(a.lowest());
    BigInteger lowB = BigInteger.valueOf(b.lowest());
    BigInteger sum =
        product.add(lowB.multiply(u)).add(lowA.multiply(v)).add(lowB.multiply(offset(n, a)));
    return new BigDecimal(sum, a.decimals() + b.decimals());
  }

  private static BigInteger offset(long n, NumberType type) {
    return BigInteger.valueOf(type.lowest()).multiply(BigInteger.valueOf(n));
  }

  private static BigInteger bound(NumberType type) {
    return BigInteger.valueOf(type.maxEncoded());
  }
}
