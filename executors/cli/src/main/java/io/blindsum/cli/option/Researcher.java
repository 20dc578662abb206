package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyConfig;
import java.util.Map;

/** The researcher's way into the colony of the environment. */
public final class Researcher {
  /** What commands say about where they connect to. */
  public static final String ENVIRONMENT =
      "The server and the researcher's key come from the environment that Colonies programs use:"
          + " COLONIES_SERVER_HOST, COLONIES_SERVER_PORT, COLONIES_TLS, COLONIES_COLONY_NAME,"
          + " COLONIES_PRVKEY.";

  /** What to do without those variables. */
  static final String HOW_TO_GET_VARIABLES =
      "set the COLONIES_* variables that your colony's owner gives you; to rehearse, blindsum"
          + " colony dev prints those of a colony on this machine";

  private Researcher() {}

  /** Connects with COLONIES_PRVKEY, the key of a user of COLONIES_COLONY_NAME. */
  public static ColonyClient connect() {
    return connect(System.getenv());
  }

  /** Connects as these variables say; see {@link #connect()}. */
  public static ColonyClient connect(Map<String, String> environment) {
    try {
      ColonyConfig config = ColonyConfig.fromEnvironment(environment);
      if (config.colonyName().isEmpty()) {
        throw new IllegalArgumentException("set COLONIES_COLONY_NAME: no colony to ask");
      }
      return ColonyClient.connect(config);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()), HOW_TO_GET_VARIABLES);
    }
  }
}
