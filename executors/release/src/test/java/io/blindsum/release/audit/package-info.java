/** Tests of the kit for pages and plots. */
@NullMarked
package io.blindsum.release.audit;

import org.jspecify.annotations.NullMarked;
