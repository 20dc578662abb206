package io.blindsum.hospital;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.FrameSum;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.NoisyTotalsDecoder;
import io.blindsum.layout.SlotLayout;
import io.blindsum.layout.TotalsDecoder;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.CiphertextText;
import io.blindsum.paillier.Decryptor;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.util.Base64;
import java.util.List;

/** What the holder of the private key reads in items of the first example's form. */
final class Decryption {
  private Decryption() {}

  static List<BigInteger> of(List<String> items) {
    try (Decryptor decryptor = Decryptor.of(Site.KEY, Arithmetics.fastest())) {
      return items.stream()
          .map(item -> CiphertextText.parseBase64(Site.KEY.publicKey(), item))
          .map(decryptor::decrypt)
          .toList();
    }
  }

  /** Returns the totals of the first group of a whole plan, whose batches it asks for. */
  static GroupTotals ofPlan(Site site, PlanMessage plan) throws InterruptedException {
    SlotLayout layout = SlotLayout.parse(plan.terms().layout());
    try (FrameSum sum = FrameSum.of(Arithmetics.fastest());
        Decryptor decryptor = Decryptor.of(Site.KEY, Arithmetics.fastest())) {
      for (int i = 0; i < plan.batches(); i++) {
        String text = site.batch(plan.plan(), i, 0).out().get(0);
        byte[] frame =
            Base64.getDecoder().decode(Signed.parse("batch", text, BatchMessage.class).frame());
        sum.add(
            FrameReader.open(Channels.newChannel(new ByteArrayInputStream(frame)), "batch " + i),
            (done, total) -> {});
      }
      BlockArray totals =
          decryptor.decrypt(new CiphertextBatch(Site.KEY.publicKey(), sum.result().blocks()));
      List<GroupTotals> groups =
          layout.noise().isPresent()
              ? NoisyTotalsDecoder.of(layout, Site.KEY.publicKey().modulus())
                  .decode(totals, plan.rows())
              : TotalsDecoder.of(layout).decode(totals, plan.rows());
      return groups.get(0);
    }
  }

  /** Returns their sum, which is what the cloud's product decrypts to. */
  static long sum(List<String> items) {
    return of(items).stream()
        .reduce(BigInteger.ZERO, BigInteger::add)
        .mod(Site.KEY.publicKey().modulus())
        .longValueExact();
  }
}
