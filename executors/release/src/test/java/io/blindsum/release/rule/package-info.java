/** Tests of the rules that a report keeps. */
@NullMarked
package io.blindsum.release.rule;

import org.jspecify.annotations.NullMarked;
