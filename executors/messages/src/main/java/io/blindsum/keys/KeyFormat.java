package io.blindsum.keys;

/** The formats that key files come in. */
public enum KeyFormat {
  /** Our own, with the study and the date; private keys encrypted. */
  BLINDSUM("blindsum"),
  /** Base64 of a JSON document, as the first ColonyOS example uses it. */
  SEED("seed base64"),
  /** The web keys of the command-line tools of python-paillier and javallier. */
  JWK("phe JWK");

  private final String title;

  KeyFormat(String title) {
    this.title = title;
  }

  /** Returns the name of the format as messages print it. */
  public String title() {
    return title;
  }
}
