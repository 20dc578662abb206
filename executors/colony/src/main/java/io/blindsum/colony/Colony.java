package io.blindsum.colony;

/**
 * A colony.
 *
 * @param colonyId the id of its owner's key
 * @param name its name
 */
public record Colony(String colonyId, String name) {
  public Colony {
    colonyId = Wire.idOrNone("colony", colonyId);
  }
}
