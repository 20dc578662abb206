/** Questions about the scheme: keys, encryption, sums and decryption. */
@NullMarked
package io.blindsum.benchmarks.paillier;

import org.jspecify.annotations.NullMarked;
