package io.blindsum.cloud;

import io.blindsum.messages.Message;
import io.blindsum.messages.RunTerms;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.Vectors;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which one member of a record can say something else, members of members too. It
 * finds them by reflection, so that a member that is added is tried as well.
 */
final class Alterations {
  private static final PaillierPublicKey OTHER_KEY =
      Vectors.privateKey("phe-1024-nonblum").publicKey();

  private Alterations() {}

  /**
   * One other value.
   *
   * @param path the names of the members that lead to what is other, such as {@code plans[0].rows}
   * @param value the whole record, with that
   */
  record Altered<T>(String path, T value) {}

  /** Returns other records; what a record's own checks refuse is not among them. */
  static <R extends Record> List<Altered<R>> of(R record) {
    List<Altered<R>> all = new ArrayList<>();
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(record, components[i]);
    }
    for (int i = 0; i < components.length; i++) {
      for (Altered<?> other : others(values[i])) {
        Object[] changed = values.clone();
        changed[i] = other.value();
        R made = make(record, components, changed);
        if (made != null) {
          all.add(new Altered<>(components[i].getName() + other.path(), made));
        }
      }
    }
    return all;
  }

  /** Returns another message under the same signature, which does not cover it. */
  static <M extends Message> Signed<M> altered(Signed<M> signed, UnaryOperator<M> change) {
    return new Signed<>(
        change.apply(signed.message()), signed.frame(), signed.signer(), signed.signature());
  }

  private static List<Altered<?>> others(@Nullable Object value) {
    List<Altered<?>> others = new ArrayList<>();
    if (value instanceof String text) {
      texts(text).forEach(other -> others.add(new Altered<Object>("", other)));
    } else if (value instanceof Boolean truth) {
      others.add(new Altered<Object>("", !truth));
    } else if (value instanceof Integer number) {
      others.add(new Altered<Object>("", number + 1));
      others.add(new Altered<Object>("", 1));
    } else if (value instanceof Long number) {
      others.add(new Altered<Object>("", number + 1));
      others.add(new Altered<Object>("", 7_777_779L));
    } else if (value instanceof Enum<?> word) {
      Arrays.stream(word.getDeclaringClass().getEnumConstants())
          .forEach(other -> others.add(new Altered<Object>("", other)));
    } else if (value instanceof PaillierPublicKey) {
      others.add(new Altered<Object>("", OTHER_KEY));
    } else if (value instanceof List<?> list) {
      lists(list, others);
    } else if (value instanceof Record record) {
      of(record).forEach(one -> others.add(new Altered<Object>("." + one.path(), one.value())));
    } else if (value != null) {
      throw new AssertionError("say how a " + value.getClass().getSimpleName() + " is altered");
    }
    others.removeIf(other -> other.value().equals(value));
    return others;
  }

  private static List<String> texts(String text) {
    if (RunTerms.PROTECTIONS.contains(text)) {
      return RunTerms.PROTECTIONS;
    }
    boolean hex = text.matches("[0-9a-f]{32,}");
    String first = text.startsWith("1") ? "2" : "1";
    return hex ? List.of(first + text.substring(1)) : List.of(text + "x");
  }

  private static void lists(List<?> list, List<Altered<?>> others) {
    for (int i = 0; i < list.size(); i++) {
      List<Object> shorter = new ArrayList<>(list);
      shorter.remove(i);
      others.add(new Altered<Object>("[-" + i + "]", shorter));
      List<Object> doubled = new ArrayList<>(list);
      doubled.add(list.get(i));
      others.add(new Altered<Object>("[+" + i + "]", doubled));
      for (Altered<?> other : others(list.get(i))) {
        List<Object> changed = new ArrayList<>(list);
        changed.set(i, other.value());
        others.add(new Altered<Object>("[" + i + "]" + other.path(), changed));
      }
    }
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record cannot be read", e);
    }
  }

  /** Returns null for what the record itself refuses, so that nobody can send it. */
  @SuppressWarnings("unchecked")
  private static <R extends Record> @Nullable R make(
      R record, RecordComponent[] components, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (R) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return null;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record cannot be read", e);
    }
  }
}
