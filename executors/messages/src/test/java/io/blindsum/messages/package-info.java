@NullMarked
package io.blindsum.messages;

import org.jspecify.annotations.NullMarked;
