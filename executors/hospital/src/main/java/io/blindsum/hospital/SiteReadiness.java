package io.blindsum.hospital;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Identity;
import io.blindsum.hospital.Dataset.CsvFile;
import io.blindsum.hospital.Dataset.Database;
import io.blindsum.text.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a site's file promises and its machine has to keep, looked at before the site starts and
 * before it is tried: who may ask, files, folders, variables. Nothing is made, and nobody asked.
 */
public final class SiteReadiness {
  private SiteReadiness() {}

  /**
   * Refuses a site that would start and then answer nobody.
   *
   * @throws DataException naming the member of the site's file and the fix
   */
  public static void require(SiteConfig site) {
    SitePolicy policy = site.policy();
    require(
        !policy.initiators().isEmpty(),
        "policy: initiators lists nobody: every question would be refused",
        site,
        "list the names of the colony's users who may ask");
    policy
        .approvedKeys()
        .ifPresent(
            folder ->
                require(
                    Files.isDirectory(folder),
                    "policy: approved_keys: no folder " + folder,
                    site,
                    "blindsum key approve KEY.pub --approved " + folder + " makes it"));
    require(
        policy.approvedKeys().isPresent() || !policy.keys().isEmpty(),
        "policy: neither keys nor approved_keys: every key would be refused",
        site,
        "blindsum key approve KEY.pub --approved approved-keys, and approved_keys: approved-keys");
    require(
        isWritable(site.state().toAbsolutePath()),
        "state: " + site.state() + " cannot be made or written",
        site,
        "name a folder that the user of the executor may write to");
    site.datasets().values().forEach(dataset -> require(dataset, site));
    requireAuthorities(site);
  }

  private static void require(Dataset dataset, SiteConfig site) {
    if (dataset.source() instanceof CsvFile file) {
      require(
          Files.isReadable(file.file()),
          "datasets: " + dataset.name() + ": no file " + file.file() + " to read",
          site,
          "correct csv, or the permissions of the file");
    }
    if (dataset.source() instanceof Database database) {
      Stream.of(database.login().userVariable(), database.login().passwordVariable())
          .filter(variable -> !variable.isEmpty())
          .forEach(
              variable ->
                  require(
                      database.login().environment().containsKey(variable),
                      "datasets: " + dataset.name() + ": the variable " + variable + " is not set",
                      site,
                      "set it for the user of the executor, or correct user_env and password_env"));
    }
  }

  /** Reads the certificates that a connection would be checked by. */
  private static void requireAuthorities(SiteConfig site) {
    try {
      ColonyClient.connect(site.colony(), Identity.generate()).close();
    } catch (IllegalArgumentException e) {
      throw new DataException(
          String.valueOf(e.getMessage()), where(site), "correct colony: ca_file, or the variable");
    }
  }

  /** Tells whether a folder can be written, or made where it is missing. */
  private static boolean isWritable(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there != null && Files.isDirectory(there) && Files.isWritable(there);
  }

  private static void require(boolean holds, String what, SiteConfig site, String fix) {
    if (!holds) {
      throw new DataException(what, where(site), fix);
    }
  }

  private static String where(SiteConfig site) {
    return "site " + site.site();
  }
}
