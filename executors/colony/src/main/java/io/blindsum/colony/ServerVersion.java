package io.blindsum.colony;

/**
 * The version of a server.
 *
 * @param buildVersion the revision it was built from
 * @param buildTime when it was built, as text
 */
public record ServerVersion(String buildVersion, String buildTime) {
  public ServerVersion {
    buildVersion = Wire.text(buildVersion);
    buildTime = Wire.text(buildTime);
  }
}
