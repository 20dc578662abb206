package io.blindsum.layout;

/** How many records share a plaintext. */
public enum LayoutMode {
  /** One record a plaintext: a decrypted total shows the declared totals and nothing else. */
  WIDE,
  /**
   * As many records a plaintext as fit, in lanes: fast, but whoever decrypts a total sees one
   * partial total for each lane. {@link SlotLayout#requireLanes} keeps the lanes from being small.
   */
  TALL,
  /**
   * All records of a batch, added up before they are encrypted: fastest and smallest, and a
   * decrypted total shows the declared totals and nothing else. But nothing of a single record is
   * encrypted, so another question needs the data once more.
   */
  PARTIALS
}
