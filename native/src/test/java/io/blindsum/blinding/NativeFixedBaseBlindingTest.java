package io.blindsum.blinding;

/** The engine's tests once more, with the native backends beside the pure one. */
class NativeFixedBaseBlindingTest extends FixedBaseBlindingTest {}
