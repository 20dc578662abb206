/** Tests of the report's parts. */
@NullMarked
package io.blindsum.cli.report;

import org.jspecify.annotations.NullMarked;
