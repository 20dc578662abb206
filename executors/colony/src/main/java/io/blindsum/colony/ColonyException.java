package io.blindsum.colony;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Reports a request that a Colonies server refused or that never got a usable reply.
 *
 * <p>The message never holds a key, a signature or the data of a process.
 */
public final class ColonyException extends RuntimeException {
  /** The status of a request that got no HTTP reply at all. */
  public static final int NO_REPLY = 0;

  private static final int TOO_LARGE = 413;

  private static final long serialVersionUID = 1L;

  /** What a server says, under any status code, when its own database is in trouble. */
  private static final List<String> DATABASE_TROUBLE =
      List.of(
          "dial tcp",
          "connection refused",
          "connection reset",
          "connection timed out",
          "broken pipe",
          "bad connection",
          "i/o timeout",
          "context deadline exceeded",
          "too many clients",
          "connection slots",
          "the database system is",
          "terminating connection",
          "canceling statement",
          "deadlock detected");

  private final int status;
  private final boolean transientTrouble;
  private final @Nullable String unreadProcess;

  private ColonyException(
      int status, boolean transientTrouble, String message, @Nullable Throwable cause) {
    super(OneLine.of(message), cause);
    this.status = status;
    this.transientTrouble = transientTrouble;
    this.unreadProcess = null;
  }

  private ColonyException(ColonyException other, @Nullable String unreadProcess) {
    super(other.getMessage(), other.getCause());
    this.status = other.status;
    this.transientTrouble = other.transientTrouble;
    this.unreadProcess = unreadProcess;
  }

  /** Returns the same trouble with a reply of which no more than a process's id was understood. */
  ColonyException about(Optional<String> process) {
    return new ColonyException(this, process.orElse(null));
  }

  /** Describes a refusal the server itself worded. */
  static ColonyException refused(int status, String message) {
    return new ColonyException(status, isTransient(status, message), message, null);
  }

  /** Describes a connection that failed before a reply came. */
  static ColonyException noReply(String where, IOException cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new ColonyException(NO_REPLY, true, "no reply from " + where + ": " + reason, cause);
  }

  /** Describes a proxy that does not take the login that it was given; a person has to look. */
  static ColonyException proxyRefuses(IOException cause) {
    return new ColonyException(
        NO_REPLY, false, "the proxy refuses the login in HTTPS_PROXY, or wants one", cause);
  }

  /**
   * Describes a server whose certificate or TLS was refused; a person has to look, asking again
   * does not help.
   */
  static ColonyException notTrusted(String where, SSLException cause) {
    return new ColonyException(
        NO_REPLY,
        false,
        "no secure connection to "
            + where
            + ": "
            + cause.getMessage()
            + "; check the server's certificate, or set BLINDSUM_COLONY_CA to the PEM file of its"
            + " authority",
        cause);
  }

  /** Describes a reply that is none of the protocol: HTML of a proxy, truncated or odd JSON. */
  static ColonyException unusable(int status, String reason) {
    return new ColonyException(
        status, true, "unusable reply (HTTP " + status + "): " + reason, null);
  }

  /** Describes a reply whose ids are none: no server of the protocol ever makes such. */
  static ColonyException badId(String reason) {
    return new ColonyException(200, false, "unusable reply: " + reason, null);
  }

  /**
   * Describes a reply that is longer than the client accepts; asking again would not shorten it.
   */
  static ColonyException tooLarge(long limitBytes) {
    return new ColonyException(
        TOO_LARGE, false, "reply is longer than the accepted " + limitBytes + " bytes", null);
  }

  /** Returns the HTTP status, or {@link #NO_REPLY}. */
  public int status() {
    return status;
  }

  /** Returns the process that a reply is about which cannot be read; empty if it does not say. */
  Optional<String> unreadProcess() {
    return Optional.ofNullable(unreadProcess);
  }

  /** Says whether the same request may succeed later without any change. */
  public boolean isTransient() {
    return transientTrouble;
  }

  /**
   * Says whether asking again is useless until a person has changed something: a key that is not
   * the owner's, a login that the proxy refuses, a certificate of nobody known. Not so an executor
   * that the colony's owner has yet to approve.
   */
  public boolean isHopeless() {
    return !transientTrouble
        && (status == NO_REPLY || status == 401 || status == 403)
        && !isNotAMember();
  }

  /** Says whether the server does not know the signing key as an approved member of the colony. */
  public boolean isNotAMember() {
    return status == 403 && says("not a member");
  }

  /** Says whether the process is no longer this executor's to close. */
  public boolean isNoLongerAssigned() {
    return status == 403 && (says("not allowed") || says("not assigned"));
  }

  /** Says whether the reply is longer than the client accepts. */
  boolean isTooLarge() {
    return status == TOO_LARGE;
  }

  /** Says whether the thing asked for does not exist. */
  public boolean isNotFound() {
    return status == 404;
  }

  /** Says whether the server is of a release that has no such message. */
  public boolean isUnknownMessage() {
    return says("invalid rpcMsg.PayloadType");
  }

  private boolean says(String words) {
    String message = getMessage();
    return message != null && message.contains(words);
  }

  private static boolean isTransient(int status, String message) {
    if (status == 408 || status == 429 || (status >= 502 && status <= 504)) {
      return true;
    }
    String lower = message.toLowerCase(Locale.ROOT);
    return lower.endsWith("eof") || DATABASE_TROUBLE.stream().anyMatch(lower::contains);
  }
}
