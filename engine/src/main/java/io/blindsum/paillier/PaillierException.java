package io.blindsum.paillier;

/** Says why an operation on keys or ciphertexts was refused, without any value that is secret. */
public abstract sealed class PaillierException extends RuntimeException
    permits InvalidKeyException,
        InvalidCiphertextException,
        KeyMismatchException,
        PartialDecryptionException,
        RandomnessException {
  private static final long serialVersionUID = 1;

  PaillierException(String message) {
    super(message);
  }
}
