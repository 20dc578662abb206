package io.blindsum.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the requirement of the trust bar that a test proves; docs/trust.md is made of these. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.SOURCE)
@Repeatable(Requirement.List.class)
public @interface Requirement {
  /** Returns the number, such as {@code R8}. */
  String id();

  /** Returns what was tried how often, and with which outcome. */
  String figure();

  /** Several of them. */
  @Target({ElementType.METHOD, ElementType.TYPE})
  @Retention(RetentionPolicy.SOURCE)
  @interface List {
    Requirement[] value();
  }
}
