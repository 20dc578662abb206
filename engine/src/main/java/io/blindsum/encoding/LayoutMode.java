package io.blindsum.encoding;

/** How many records share a plaintext. */
public enum LayoutMode {
  /** One record a plaintext: a decrypted total shows the declared totals and nothing else. */
  WIDE,
  /**
   * As many records a plaintext as fit, in lanes: fastest, but whoever decrypts a total sees one
   * partial total for each lane. {@link SlotLayout#requireLanes} keeps the lanes from being small.
   */
  TALL
}
