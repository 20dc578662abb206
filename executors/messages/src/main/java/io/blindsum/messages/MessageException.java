package io.blindsum.messages;

/**
 * Refuses an argument or an input that is not what it should be: in one line that names it and the
 * member, and quotes nothing of its content.
 */
public final class MessageException extends JobException {
  private static final long serialVersionUID = 1;

  public MessageException(String where, String problem) {
    super(where + ": " + problem);
  }
}
