package io.blindsum.paillier;

/** The engine's tests once more, with the native backends beside the pure one. */
class NativeClosedTest extends ClosedTest {}
