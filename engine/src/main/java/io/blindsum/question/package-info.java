/**
 * What is asked of declared columns: groups, statistics, and the parsers of their text forms.
 *
 * <p>Depends on {@code encoding}.
 */
@NullMarked
package io.blindsum.question;

import org.jspecify.annotations.NullMarked;
