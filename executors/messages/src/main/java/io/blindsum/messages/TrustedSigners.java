package io.blindsum.messages;

import io.blindsum.protection.VerifyingKey;
import io.blindsum.text.Names;
import io.blindsum.text.YamlMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures count: the public halves of signing keys, as the people of each party told them.
 * Nothing that arrives with a message adds to them.
 *
 * @param sites the key of each hospital
 * @param clouds the keys of the cloud executors
 * @param holders the key of each holder of a shared key
 * @param releasers the key of each release executor
 */
public record TrustedSigners(
    Map<String, VerifyingKey> sites,
    List<VerifyingKey> clouds,
    Map<String, VerifyingKey> holders,
    Map<String, VerifyingKey> releasers) {
  /** Nobody's: every signature is of somebody unknown. */
  public static final TrustedSigners NONE = new TrustedSigners(Map.of(), List.of());

  private static final String FORM = "a signing key has 64 lowercase hex digits";

  public TrustedSigners {
    sites = Map.copyOf(sites);
    clouds = List.copyOf(clouds);
    holders = Map.copyOf(holders);
    releasers = Map.copyOf(releasers);
  }

  /** Knows sites and clouds alone. */
  public TrustedSigners(Map<String, VerifyingKey> sites, List<VerifyingKey> clouds) {
    this(sites, clouds, Map.of(), Map.of());
  }

  /**
   * Reads a file: {@code sites}, {@code holders} and {@code releasers}, names to keys, and {@code
   * clouds}, a list of keys; each may be absent.
   *
   * @throws io.blindsum.text.DataException naming line and column
   */
  public static TrustedSigners read(Path file) {
    return of(YamlMap.read(file).requireOnly("sites", "clouds", "holders", "releasers"));
  }

  /** Reads the members of such a file. */
  public static TrustedSigners of(YamlMap root) {
    return new TrustedSigners(
        named(root, "sites"),
        keys(root, "clouds"),
        named(root, "holders"),
        named(root, "releasers"));
  }

  /**
   * Returns the keys of a member by name, each of one name; none if it is absent.
   *
   * @throws io.blindsum.text.DataException naming line and column
   */
  public static Map<String, VerifyingKey> named(YamlMap root, String member) {
    Map<String, VerifyingKey> named = new LinkedHashMap<>();
    root.map(member).ifPresent(keys -> keys.names().forEach(name -> put(named, keys, name)));
    return named;
  }

  private static void put(Map<String, VerifyingKey> named, YamlMap keys, String name) {
    VerifyingKey key = key(keys, name, keys.text(name));
    if (named.containsValue(key)) {
      throw keys.fault(name, "another one has this key: who has it would count as two");
    }
    named.put(name(keys, name), key);
  }

  /**
   * Returns the keys of a list; none if it is absent.
   *
   * @throws io.blindsum.text.DataException naming line and column, if a text is no key
   */
  public static List<VerifyingKey> keys(YamlMap map, String member) {
    return map.texts(member).stream().map(text -> key(map, member, text)).toList();
  }

  private static String name(YamlMap map, String name) {
    if (!Names.isName(name)) {
      throw map.fault(name, Names.NO_NAME);
    }
    return name;
  }

  private static VerifyingKey key(YamlMap map, String member, String text) {
    try {
      return new VerifyingKey(text);
    } catch (IllegalArgumentException e) {
      throw map.fault(member, FORM);
    }
  }

  /** Returns the same signers and one more cloud. */
  public TrustedSigners withCloud(VerifyingKey key) {
    List<VerifyingKey> more = new ArrayList<>(clouds);
    more.add(key);
    return new TrustedSigners(sites, more, holders, releasers);
  }

  /** Returns the same signers with these release executors. */
  public TrustedSigners withReleasers(Map<String, VerifyingKey> keys) {
    return new TrustedSigners(sites, clouds, holders, keys);
  }

  /**
   * Checks the signature of a site's message.
   *
   * @param where what the message is; opens every message about it
   * @throws SignatureException if it is not of the site's key, where that is known, or of nobody's
   */
  public Standing ofSite(String where, String site, Signed<?> message) {
    return standing(where, message, sites.get(site), "the key of site " + site);
  }

  /**
   * Checks the signature of a cloud's message.
   *
   * @param where what the message is; opens every message about it
   * @throws SignatureException if it is not of one of the clouds' keys, where one is known, or of
   *     nobody's
   */
  public Standing ofCloud(String where, Signed<?> message) {
    return standing(where, message, clouds, "a key of the cloud");
  }

  /**
   * Checks the signature of a site's message, for somebody who knows the signers or nobody at all.
   *
   * @throws SignatureException also if signers are known, and the site is none of them
   */
  public Standing requireSite(String where, String site, Signed<?> message) {
    return known(where, "site " + site, ofSite(where, site, message));
  }

  /**
   * Checks the signature of a cloud's message, for somebody who knows the signers or nobody at all.
   *
   * @throws SignatureException also if signers are known, and the cloud is none of them
   */
  public Standing requireCloud(String where, Signed<?> message) {
    return known(where, "the cloud", ofCloud(where, message));
  }

  /**
   * Checks the signature of a holder's message, for somebody who knows the signers or nobody at
   * all.
   *
   * @throws SignatureException also if signers are known, and the holder is none of them
   */
  public Standing requireHolder(String where, String holder, Signed<?> message) {
    String whose = "the key of holder " + holder;
    return known(where, "holder " + holder, standing(where, message, holders.get(holder), whose));
  }

  /**
   * Checks the signature of a release executor's message, for somebody who knows the signers or
   * nobody at all.
   *
   * @throws SignatureException also if signers are known, and the release executor is none of them
   */
  public Standing requireReleaser(String where, String releaser, Signed<?> message) {
    String whose = "the key of release executor " + releaser;
    return known(
        where,
        "release executor " + releaser,
        standing(where, message, releasers.get(releaser), whose));
  }

  private boolean isEmpty() {
    return sites.isEmpty() && clouds.isEmpty() && holders.isEmpty() && releasers.isEmpty();
  }

  private Standing known(String where, String party, Standing standing) {
    if (standing != Standing.TRUSTED && !isEmpty()) {
      throw new SignatureException(where, party + " has no key among the known signers");
    }
    return standing;
  }

  private static Standing standing(
      String where, Signed<?> message, @Nullable VerifyingKey known, String whose) {
    return standing(where, message, known == null ? List.of() : List.of(known), whose);
  }

  private static Standing standing(
      String where, Signed<?> message, List<VerifyingKey> known, String whose) {
    if (!known.isEmpty()) {
      if (known.stream().noneMatch(message::verifies)) {
        throw new SignatureException(where, "not signed by " + whose);
      }
      return Standing.TRUSTED;
    }
    if (message.signature().isEmpty()) {
      return Standing.UNSIGNED;
    }
    if (!message.verifies()) {
      throw new SignatureException(where, "its signature is not over what it says");
    }
    return Standing.UNKNOWN;
  }

  /** What a signature that was not refused is worth. */
  public enum Standing {
    /** Of a key that is known to be the signer's. */
    TRUSTED,
    /** Of a key that nobody vouches for. */
    UNKNOWN,
    /** There is none. */
    UNSIGNED
  }
}
