package io.blindsum.paillier.threshold;

/** The engine's tests once more, with the native backends beside the pure one. */
class NativeThresholdVectorTest extends ThresholdVectorTest {}
