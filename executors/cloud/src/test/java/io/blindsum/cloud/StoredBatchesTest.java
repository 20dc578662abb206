package io.blindsum.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ColonyFile;
import io.blindsum.colony.Identity;
import io.blindsum.colony.ObjectStoreConfig;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessContext;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.colony.local.LocalColonyOptions;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.JobException;
import io.blindsum.messages.MessageException;
import io.blindsum.messages.PartialResultMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.SealedFrames;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StoredFrameMessage;
import io.blindsum.messages.StoredFrames;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.service.FrameFiles;
import io.blindsum.testing.Vectors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adds batches whose frames lie in an object store, and refuses by name what is not as signed. */
class StoredBatchesTest {
  private static final PaillierPublicKey KEY = Vectors.privateKey("blum-1024").publicKey();
  private static final String BATCH = "batch 0 of site r1: object blindsum/";

  private final SignedStudy study = SignedStudy.of(KEY, "r1", "r2");
  private final SigningKey signer = study.siteKey("r1");
  private final List<String> logged = new ArrayList<>();
  @TempDir private Path folder;
  private LocalColony server;
  private ColonyClient client;
  private FrameFiles files;

  @BeforeEach
  void start() throws IOException {
    server = LocalColony.start(LocalColonyOptions.DEFAULTS.withStateFile(folder.resolve("colony")));
    Identity owner = server.addColony("dev");
    client =
        ColonyClient.connect(
            server.config("dev").build(), server.addUser("dev", owner, "researcher"));
    files = open(Map.of());
  }

  @AfterEach
  void stop() throws IOException {
    files.close();
    client.close();
    server.close();
  }

  private FrameFiles open(Map<String, String> others) {
    Map<String, String> variables = new HashMap<>(server.environment("dev"));
    variables.putAll(others);
    return FrameFiles.of(ObjectStoreConfig.fromEnvironment(variables).orElseThrow());
  }

  private Signed<BatchMessage> put(Signed<BatchMessage> batch) throws InterruptedException {
    return files.put(new Job(), batch, study.siteKey(batch.message().site()));
  }

  private Path object(Signed<BatchMessage> batch) {
    return folder.resolve(
        "colony.objects/blindsum/%s/%s"
            .formatted(batch.message().plan(), StoredFrames.reference(batch).name()));
  }

  @Test
  void addsWhatLiesInAStoreAsItAddsTheRest() throws Exception {
    Signed<BatchMessage> inline1 = study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6));
    Signed<BatchMessage> inline2 = study.batch("r2", 0, 0, SignedStudy.encrypt(KEY, 7));
    List<Signed<PlanMessage>> plans = List.of(study.plan("r1", 2, 1), study.plan("r2", 1, 1));
    Signed<BatchMessage> stored1 = put(inline1);
    assertThat(stored1.toText().length()).isLessThan(2_500);
    assertThat(stored1.withoutFrame()).isEqualTo(inline1.withoutFrame());
    String product = product(reduce(plans, inline1, inline2));
    assertThat(product(reduce(plans, stored1, put(inline2)))).isEqualTo(product);
    assertThat(product(reduce(plans, stored1, inline2))).isEqualTo(product);

    assertThat(object(stored1)).exists();
    files.remove(client, stored1.message().plan());
    assertThat(object(stored1)).doesNotExist();
    assertThat(client.getFiles("/blindsum/" + stored1.message().plan())).isEmpty();
    refused(stored1, BATCH, "the colony's file system has no record of it");
  }

  @Test
  void addsWhatIsSealed() throws Exception {
    List<Signed<PlanMessage>> plans = List.of(study.sealedPlan("r1", 2, 1));
    Signed<BatchMessage> sealed =
        SealedFrames.seal(
            study.toSeal("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6)),
            study.identity().sealingKey().publicKey());
    assertThat(reduce(plans, put(sealed)).message().receipts())
        .containsExactly(sealed.withoutFrame());
  }

  @Test
  void refusesObjectsThatAreGoneCutAlteredOrSwapped() throws Exception {
    Signed<BatchMessage> stored = put(study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6)));
    Signed<BatchMessage> other = put(study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6)));
    byte[] right = Files.readAllBytes(object(stored));
    String altered = "it is not what site r1 signed: somebody altered or swapped it";

    byte[] flipped = right.clone();
    flipped[right.length / 2] ^= 1;
    Files.write(object(stored), flipped);
    refused(stored, BATCH, altered);
    Files.write(object(stored), Files.readAllBytes(object(other)));
    refused(stored, BATCH, altered);
    Files.write(object(stored), Arrays.copyOf(right, right.length + 1));
    refused(stored, BATCH, altered);
    Files.write(object(stored), Arrays.copyOf(right, right.length - 1));
    refused(stored, BATCH, "it is cut after %s of %s".formatted(right.length - 1, right.length));
    Files.delete(object(stored));
    refused(stored, BATCH, "NoSuchKey, HTTP 404: somebody removed it");
    Files.write(object(stored), right);
    assertThat(reduce(List.of(study.plan("r1", 2, 1)), stored).message().receipts()).hasSize(1);
  }

  @Test
  void refusesReferencesThatTheSiteDidNotSignForTheBatch() throws Exception {
    Signed<BatchMessage> stored = put(study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6)));
    Signed<BatchMessage> again = put(study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6)));
    refused(stored.withFrame(again.frame()), "", "its frame's reference is of another batch");
    StoredFrameMessage reference = StoredFrames.reference(stored);
    String foreign = Signed.unsigned(reference).by(SigningKey.generate()).toText();
    String unsigned = Signed.unsigned(reference).toText();
    for (String text : List.of(foreign, unsigned)) {
      refused(stored.withFrame(text), "", "not signed by who signed the batch");
    }
    StoredFrameMessage elsewhere =
        new StoredFrameMessage(
            reference.run(),
            reference.study(),
            reference.batch(),
            StoredFrames.reference(again).file(),
            reference.name(),
            reference.bytes(),
            reference.digest());
    String text = Signed.unsigned(elsewhere).by(signer).toText();
    refused(stored.withFrame(text), BATCH, "its record in the colony's file system is not what");
    refused(stored.withFrame(stored.withoutFrame().toText()), "", "a message of kind batch");
  }

  @Test
  void refusesAReferenceOfWhichOneMemberIsAltered() throws Exception {
    Signed<BatchMessage> stored = put(study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6)));
    Signed<StoredFrameMessage> reference =
        Signed.parse("reference", stored.frame(), StoredFrameMessage.class);
    List<Alterations.Altered<StoredFrameMessage>> altered = Alterations.of(reference.message());
    assertThat(altered)
        .extracting(Alterations.Altered::path)
        .contains("batch", "file", "bytes", "digest");
    for (Alterations.Altered<StoredFrameMessage> one : altered) {
      String text = Alterations.altered(reference, message -> one.value()).toText();
      refused(stored.withFrame(text), "batch 0 of site r1: its frame's reference is ", "");
    }
  }

  @Test
  void saysWhatIsWrongWithTheStoreOfACloud() throws Exception {
    Signed<BatchMessage> stored = put(study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6)));
    try (FrameFiles other = open(Map.of("AWS_S3_BUCKET", "elsewhere"))) {
      refused(
          BatchFrames.of(Optional.of(other), () -> client),
          stored,
          BATCH,
          "it lies in another bucket than elsewhere, which this cloud reads");
    }
    try (FrameFiles other = open(Map.of("AWS_S3_ENDPOINT", "127.0.0.1:1"))) {
      refused(BatchFrames.of(Optional.of(other), () -> client), stored, BATCH, "no whole reply");
    }
    refused(
        BatchFrames.of(Optional.empty(), () -> client),
        stored,
        "batch 0 of site r1: ",
        "lies in an object store, and this cloud knows none: set its AWS_S3_");
    refused(SignedStudy.INLINE, stored, "batch: ", "lies in an object store, where clouds read");
    assertThat(logged).isEmpty();
  }

  /** An older server refuses the message itself: the batch then travels as it always did. */
  @Test
  void travelsInItsMessageWhereTheServerHasNoFileSystem() throws Exception {
    ColonyClient known = client;
    HttpServer old =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String refusal = "{\"status\":403,\"message\":\"invalid rpcMsg.PayloadType: addfilemsg\"}";
    byte[] reply =
        "{\"payloadtype\":\"error\",\"payload\":\"%s\",\"error\":true}"
            .formatted(Base64.getEncoder().encodeToString(refusal.getBytes(UTF_8)))
            .getBytes(UTF_8);
    old.createContext(
        "/api",
        exchange -> {
          exchange.sendResponseHeaders(403, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    old.start();
    ColonyConfig config =
        ColonyConfig.builder("127.0.0.1", old.getAddress().getPort()).colonyName("dev").build();
    Signed<BatchMessage> batch = study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6));
    try (ColonyClient older = ColonyClient.connect(config, Identity.generate())) {
      client = older;
      assertThat(files.areServedBy(known)).isTrue();
      assertThat(files.areServedBy(older)).isFalse();
      assertThat(put(batch)).isEqualTo(batch);
    } finally {
      client = known;
      old.stop(0);
    }
    assertThat(logged)
        .containsExactly(
            "the colony's server has no file system: the frame travels in its message");
  }

  /** What the server lists is no list of what to remove. */
  @Test
  void removesNothingButItsOwn() throws Exception {
    Signed<BatchMessage> stored = put(study.batch("r1", 0, 0, SignedStudy.encrypt(KEY, 5, 6)));
    Signed<BatchMessage> other = put(study.batch("r2", 0, 0, SignedStudy.encrypt(KEY, 7)));
    String theirs = "../" + other.message().plan() + "/" + StoredFrames.reference(other).name();
    ColonyFile record = client.getFile(StoredFrames.reference(other).file());
    client.addFile(
        "/blindsum/" + stored.message().plan(),
        theirs,
        1,
        record.checksum(),
        record.reference().s3Object());
    files.remove(client, stored.message().plan());
    assertThat(object(stored)).doesNotExist();
    assertThat(object(other)).exists();
  }

  /** Returns the digest of the totals, whatever the frame around them. */
  private static String product(Signed<PartialResultMessage> partial) throws IOException {
    try (FrameSum sum = FrameSum.of(Arithmetics.fastest());
        FrameReader reader =
            FrameReader.open(FrameText.channel("partial", partial.frame()), "partial")) {
      sum.add(reader, (done, total) -> {});
      return sum.result().productDigest();
    }
  }

  private Signed<PartialResultMessage> reduce(
      List<Signed<PlanMessage>> plans, Signed<?>... batches) {
    return reduce(BatchFrames.of(Optional.of(files), () -> client), plans, batches);
  }

  private Signed<PartialResultMessage> reduce(
      BatchFrames frames, List<Signed<PlanMessage>> plans, Signed<?>... batches) {
    List<String> texts = Arrays.stream(batches).map(Signed::toText).toList();
    return study.reduceBatches().reduce(study.reduceRequest(plans, 0, 0), texts, frames);
  }

  private void refused(Signed<BatchMessage> batch, String start, String reason) {
    refused(BatchFrames.of(Optional.of(files), () -> client), batch, start, reason);
  }

  private void refused(
      BatchFrames frames, Signed<BatchMessage> batch, String start, String reason) {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> reduce(frames, List.of(study.plan("r1", 2, 1)), batch))
        .isInstanceOfAny(JobException.class, MessageException.class)
        .withMessageStartingWith(start)
        .withMessageContaining(reason)
        .withMessageNotContaining("\n");
  }

  /** The job of a hospital, as far as it stores a frame. */
  private final class Job implements ProcessContext {
    @Override
    public Process process() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ColonyClient client() {
      return client;
    }

    @Override
    public void log(String message) {
      logged.add(message);
    }

    @Override
    public void progress(String channel, String text) {
      throw new UnsupportedOperationException();
    }
  }
}
