@NullMarked
package io.blindsum.service;

import org.jspecify.annotations.NullMarked;
