package io.blindsum.colony.local;

import io.blindsum.colony.AwsSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The object store of a local colony: PUT, GET and DELETE of one bucket as S3 has them, each object
 * a file of a folder. Requests are signed as those to a real store, with keys that are made anew at
 * each start.
 */
final class LocalObjects implements AutoCloseable {
  static final String BUCKET = "frames";

  private static final Pattern PATH =
      Pattern.compile(
          "/" + BUCKET + "/((?:[a-zA-Z0-9][a-zA-Z0-9._-]*/)*[a-zA-Z0-9][a-zA-Z0-9._-]*)");
  private static final List<String> SIGNED = List.of("host", "x-amz-content-sha256", "x-amz-date");
  private static final byte[] NOTHING = {};

  private final AwsSignature signature;
  private final Optional<Path> kept;
  private @Nullable Path folder;

  /**
   * Makes a store.
   *
   * @param kept the folder that outlives the store; without it a temporary one is made once it is
   *     needed, and removed at the end
   */
  LocalObjects(Optional<Path> kept) {
    this.signature = new AwsSignature(draw(10), draw(20), "us-east-1");
    this.kept = kept;
  }

  private static String draw(int bytes) {
    byte[] drawn = new byte[bytes];
    new SecureRandom().nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  /** Returns the variables that tell ColonyOS' programs of a store. */
  Map<String, String> environment(int port) {
    return Map.of(
        "AWS_S3_ENDPOINT",
        "127.0.0.1:" + port,
        "AWS_S3_TLS",
        "false",
        "AWS_S3_ACCESSKEY",
        signature.accessKey(),
        "AWS_S3_SECRETKEY",
        signature.secretKey(),
        "AWS_S3_REGION",
        signature.region(),
        "AWS_S3_BUCKET",
        BUCKET);
  }

  /** Tells whether a request is for the store and not for the colony. */
  static boolean isMeant(HttpConnection.Request request) {
    return request.line().matches("(PUT|GET|DELETE) /" + BUCKET + "/.*");
  }

  /** Answers a request. */
  RpcHandler.Reply answer(HttpConnection.Request request) {
    String[] words = request.line().split(" ", -1);
    Matcher path = PATH.matcher(words[1]);
    if (!isSigned(request, words[0], words[1])) {
      return error(403, "SignatureDoesNotMatch");
    }
    if (!path.matches()) {
      return error(404, "NoSuchKey");
    }
    try {
      Path file = folder().resolve(path.group(1));
      return switch (words[0]) {
        case "PUT" -> put(request, file);
        case "GET" -> new RpcHandler.Reply(200, Files.readAllBytes(file));
        default -> {
          Files.deleteIfExists(file);
          yield new RpcHandler.Reply(204, NOTHING);
        }
      };
    } catch (NoSuchFileException e) {
      return error(404, "NoSuchKey");
    } catch (IOException e) {
      return error(507, "QuotaExceeded");
    }
  }

  private static RpcHandler.Reply put(HttpConnection.Request request, Path file)
      throws IOException {
    String sha256 = request.headers().getOrDefault("x-amz-content-sha256", "");
    if (!sha256.equals(AwsSignature.sha256(request.body()))) {
      return error(400, "XAmzContentSHA256Mismatch");
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, request.body());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new RpcHandler.Reply(200, NOTHING);
  }

  /** Computes the signature again, over the headers that our client signs. */
  private boolean isSigned(HttpConnection.Request request, String method, String path) {
    Map<String, String> headers = new LinkedHashMap<>();
    SIGNED.forEach(name -> headers.put(name, request.headers().getOrDefault(name, "")));
    byte[] right = signature.authorization(method, path, headers).getBytes(StandardCharsets.UTF_8);
    String given = request.headers().getOrDefault("authorization", "");
    return MessageDigest.isEqual(right, given.getBytes(StandardCharsets.UTF_8));
  }

  private static RpcHandler.Reply error(int status, String code) {
    String text = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>";
    return new RpcHandler.Reply(status, text.getBytes(StandardCharsets.US_ASCII));
  }

  private synchronized Path folder() throws IOException {
    Path there = folder;
    if (there == null) {
      there = kept.isPresent() ? kept.get() : Files.createTempDirectory("blindsum-objects");
      folder = there;
    }
    return there;
  }

  @Override
  public synchronized void close() throws IOException {
    Path there = folder;
    if (there == null || kept.isPresent()) {
      return;
    }
    try (Stream<Path> files = Files.walk(there)) {
      files.sorted(Comparator.reverseOrder()).forEach(LocalObjects::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove a file of the object store", e);
    }
  }
}
