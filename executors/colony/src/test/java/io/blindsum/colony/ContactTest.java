package io.blindsum.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A server that is away is waited for; a refusal that no time mends is not. */
class ContactTest {
  private final ColonyException notOwner =
      ColonyException.refused(403, "Access denied, not colony owner");
  private final ColonyException away =
      ColonyException.noReply("127.0.0.1:9", new IOException("refused"));

  private final AtomicLong clock = new AtomicLong();
  private final Contact contact = new Contact(clock::get, Duration.ofMinutes(2));

  private void wait(int seconds) {
    clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void knowsHowOldTheLastAnswerIs() {
    assertThat(contact.age()).isEmpty();
    assertThat(contact.isGood()).isFalse();
    contact.answered();
    wait(7);
    assertThat(contact.age()).contains(Duration.ofSeconds(7));
    assertThat(contact.isGood()).isTrue();
    contact.failed(away);
    assertThat(contact.isGood()).isFalse();
    assertThat(contact.age()).contains(Duration.ofSeconds(7));
  }

  @Test
  void waitsForEverForAServerThatIsAway() {
    contact.failed(away);
    wait(100_000);
    contact.failed(away);
    assertThat(contact.failure()).isEmpty();
  }

  @Test
  void bearsWhatIsHopelessForItsTime() {
    contact.failed(notOwner);
    wait(119);
    contact.failed(notOwner);
    assertThat(contact.failure()).isEmpty();
    contact.answered();
    wait(100);
    contact.failed(notOwner);
    wait(119);
    contact.failed(away);
    wait(10);
    contact.failed(notOwner);
    assertThat(contact.failure()).isEmpty();
    wait(120);
    contact.failed(notOwner);
    assertThat(contact.failure()).contains(notOwner);
  }

  @Test
  void anApprovalMayStillCome() {
    assertThat(ColonyException.refused(403, "Access denied, not a member").isHopeless()).isFalse();
    assertThat(ColonyException.refused(404, "not found").isHopeless()).isFalse();
    assertThat(ColonyException.proxyRefuses(new IOException("407")).isHopeless()).isTrue();
  }
}
