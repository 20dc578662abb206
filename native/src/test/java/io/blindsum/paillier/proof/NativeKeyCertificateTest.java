package io.blindsum.paillier.proof;

/** The engine's tests once more, with the native backends beside the pure one. */
class NativeKeyCertificateTest extends KeyCertificateTest {}
