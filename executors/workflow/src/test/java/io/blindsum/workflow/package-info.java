@NullMarked
package io.blindsum.workflow;

import org.jspecify.annotations.NullMarked;
