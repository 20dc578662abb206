@NullMarked
package io.blindsum.cli.console;

import org.jspecify.annotations.NullMarked;
