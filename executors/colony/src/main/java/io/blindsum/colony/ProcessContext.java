package io.blindsum.colony;

import java.util.List;

/** Gives a handler the process it runs and what it may tell about it. */
public interface ProcessContext {
  /** Returns the process as it was assigned. */
  Process process();

  /** Returns a client that signs as the executor. */
  ColonyClient client();

  /** Writes a log line, as well as the server allows: trouble with it does not stop the handler. */
  void log(String message);

  /** Appends a text to a channel of the process, as well as the server allows. */
  void progress(String channel, String text);

  /** Returns the outputs of the parents, concatenated. */
  default List<String> inputs() {
    return process().in();
  }
}
