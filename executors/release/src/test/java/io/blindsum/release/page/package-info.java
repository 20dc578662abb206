/** Tests of the kit for pages and plots. */
@NullMarked
package io.blindsum.release.page;

import org.jspecify.annotations.NullMarked;
