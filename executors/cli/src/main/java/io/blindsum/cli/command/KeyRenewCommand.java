package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ShareOptions;
import io.blindsum.keys.HoldersFile;
import io.blindsum.keys.OpenedShare;
import io.blindsum.keys.StoredShare;
import io.blindsum.keys.StoredThreshold;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.threshold.Dealing;
import io.blindsum.paillier.threshold.KeyRecovery;
import io.blindsum.paillier.threshold.KeyShare;
import io.blindsum.paillier.threshold.ThresholdDealer;
import io.blindsum.paillier.threshold.ThresholdKey;
import io.blindsum.protection.SealPublicKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deals new shares of a key from the shares of enough holders. */
@Command(
    name = "renew",
    sortOptions = false,
    description = {
      "Deal new shares of the same key to all its holders, when a share was lost or may have been"
          + " stolen.",
      "As many holders as are needed bring their shares to one machine, which has the whole key"
          + " while this runs: use one that you would deal a new key on. The old shares do not go"
          + " together with the new ones: every holder deletes its old one.",
    })
final class KeyRenewCommand implements Callable<Integer> {
  @ArgGroup(exclusive = false, multiplicity = "1..*")
  private final List<ShareOptions> shares = new ArrayList<>();

  @Option(
      names = "--holders",
      required = true,
      paramLabel = "FILE",
      description = "The same holders in the same order; their sealing keys may be new.")
  private Path holders = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The folder for the new files; made if there is none.")
  private Path folder = Path.of("");

  @Option(names = "--insecure-test-key", description = "Allow small and published keys, for tests.")
  private boolean insecureTestKey;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    ModularArithmetic arithmetic = common.arithmetic();
    List<StoredShare> stored =
        shares.stream().map(options -> options.read(insecureTestKey)).toList();
    StoredShare first = stored.get(0);
    stored.forEach(share -> requireSameDealing(first, share));
    Map<String, SealPublicKey> recipients = HoldersFile.read(holders);
    requireSameHolders(first.threshold(), recipients);
    List<OpenedShare> opened = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      opened.add(stored.get(i).open(shares.get(i).sealingKey(), arithmetic));
    }
    ThresholdKey old = opened.get(0).key();
    List<KeyShare> secrets = opened.stream().map(OpenedShare::share).toList();
    PaillierPrivateKey key = KeyRecovery.recover(old, secrets, arithmetic);
    Dealing dealing = ThresholdDealer.of(key, arithmetic).refresh(old, secrets);
    SharedKeyOutput output = new SharedKeyOutput(folder, first.study(), recipients, common);
    output.write(dealing, KeyCertificate.make(key, arithmetic));
    output.report(dealing, "shares renewed", arithmetic);
    return ExitCode.OK;
  }

  private static void requireSameDealing(StoredShare first, StoredShare share) {
    boolean same =
        first.study().equals(share.study())
            && first.key().equals(share.key())
            && first.threshold().equals(share.threshold());
    if (!same) {
      throw new CommandException(
          ExitCode.KEY,
          share.file() + ": not a share of the same dealing as " + first.file(),
          "bring the shares that were dealt together last");
    }
  }

  private void requireSameHolders(
      StoredThreshold threshold, Map<String, SealPublicKey> recipients) {
    if (!threshold.holders().equals(List.copyOf(recipients.keySet()))) {
      throw new CommandException(
          ExitCode.KEY,
          holders.getFileName() + ": not the holders of the key in their order",
          "list " + String.join(", ", threshold.holders()) + "; for others make a new key");
    }
  }
}
