package io.blindsum.reduce;

/** The engine's tests once more, with the native backends beside the pure one. */
class NativeCiphertextReducerTest extends CiphertextReducerTest {}
