package io.blindsum.colony;

import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Registers an executor, and registers it again when the server forgot it.
 *
 * <p>A server keeps names and keys of unregistered executors and by default refuses them for ever,
 * so a refused name is given up together with its key.
 */
final class Registration {
  private static final System.Logger LOG = System.getLogger(Registration.class.getName());
  private static final Duration APPROVAL_CHECK = Duration.ofSeconds(5);
  private static final int MAX_NAMES = 5;

  /**
   * A registration that holds until the server forgets it.
   *
   * @param client signs as the executor, for work
   * @param poller signs as the executor, over connections that can be broken off
   * @param executorName the name registered
   */
  record Session(ColonyClient client, ColonyClient poller, String executorName) {}

  private final ColonyConfig config;
  private final ColonyClient client;
  private final ColonyClient poller;
  private final Capabilities capabilities;
  private final Collection<Function> functions;
  private final Retrier retrier;
  private String wantedName;
  private Identity identity;
  private @Nullable Session forgotten;
  private volatile @Nullable Session session;

  Registration(
      ColonyConfig config,
      ColonyClient client,
      ColonyClient poller,
      Capabilities capabilities,
      Collection<Function> functions,
      Retrier retrier) {
    this.config = config;
    this.client = client;
    this.poller = poller;
    this.capabilities = capabilities;
    this.functions = functions;
    this.retrier = retrier;
    this.identity = client.identity();
    this.wantedName =
        config.executorName().orElseGet(() -> fresh(config.executorType().orElse("executor")));
  }

  /** Returns the session in force, registering first if there is none. */
  synchronized Session session() throws InterruptedException {
    Session current = session;
    if (current == null) {
      current = config.colonyKey().isPresent() ? register() : awaitApproval();
      handBack(current);
      announce(current);
      session = current;
      LOG.log(
          System.Logger.Level.INFO,
          "executor {0} is registered in colony {1}",
          current.executorName(),
          config.colonyName());
    }
    return current;
  }

  /** Returns the session in force without waiting for one. */
  Optional<Session> current() {
    return Optional.ofNullable(session);
  }

  /** Gives up a session the server no longer knows, unless somebody already did. */
  synchronized void forget(Session lost) {
    if (lost.equals(session)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the server no longer knows executor {0}; registering again",
          lost.executorName());
      forgotten = lost;
      session = null;
      if (config.colonyKey().isPresent()) {
        // Under the old name two executors of one name would push each other out for ever.
        takeFreshName();
      }
    }
  }

  /** Unregisters, which also queues again what the executor still runs; needs the owner's key. */
  void deregister() {
    Session current = session;
    if (current != null && config.colonyKey().isPresent()) {
      client.signedBy(config.colonyKey().get()).removeExecutor(current.executorName());
    }
  }

  private Session register() throws InterruptedException {
    ColonyClient owner = client.signedBy(config.colonyKey().orElseThrow());
    for (int i = 1; ; i++) {
      try {
        String name = wantedName;
        retrier.call(
            "registering executor " + name,
            () -> owner.addExecutor(name, typeOf(config), identity.id(), capabilities));
        retrier.call(
            "approving executor " + name,
            () -> {
              owner.approveExecutor(name);
              return name;
            });
        return new Session(client.signedBy(identity), poller.signedBy(identity), name);
      } catch (ColonyException e) {
        if (e.status() != 400 || e.isTransient() || i == MAX_NAMES) {
          throw e;
        }
        takeFreshName();
      }
    }
  }

  private void takeFreshName() {
    wantedName = fresh(config.executorName().orElse(typeOf(config)));
    identity = Identity.generate();
  }

  /**
   * Removes the forgotten executor once more: a request for work that was held while the server
   * forgot it is still given work, which nobody could close. Not if the name is somebody else's by
   * now.
   */
  private void handBack(Session current) throws InterruptedException {
    Session lost = forgotten;
    forgotten = null;
    if (lost == null || config.colonyKey().isEmpty()) {
      return;
    }
    String name = lost.executorName();
    ColonyClient owner = client.signedBy(config.colonyKey().get());
    try {
      boolean isOurs =
          retrier.call("looking for executor " + name, current.client()::getExecutors).stream()
              .filter(executor -> executor.executorName().equals(name))
              .anyMatch(executor -> executor.executorId().equals(lost.client().identity().id()));
      if (isOurs) {
        retrier.call(
            "handing back what executor " + name + " held",
            () -> {
              owner.removeExecutor(name);
              return name;
            });
      }
    } catch (ColonyException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing to hand back: {0}", e.getMessage());
    }
  }

  private Session awaitApproval() throws InterruptedException {
    for (Backoff backoff = new Backoff(); ; ) {
      try {
        Optional<Executor> self =
            retrier.call("looking for this executor", client::getExecutors).stream()
                .filter(executor -> executor.executorId().equals(identity.id()))
                .filter(executor -> executor.state() == ExecutorState.APPROVED)
                .findFirst();
        if (self.isPresent()) {
          return new Session(client, poller, self.get().executorName());
        }
        throw ColonyException.refused(
            403, "COLONIES_PRVKEY is the key of no executor: use the key of an approved executor");
      } catch (ColonyException e) {
        if (!e.isNotAMember()) {
          throw e;
        }
        LOG.log(
            System.Logger.Level.WARNING,
            "executor id {0} is not approved in colony {1}: its owner has to add and approve it",
            identity.id(),
            config.colonyName());
        Thread.sleep(APPROVAL_CHECK.plus(backoff.next()).toMillis());
      }
    }
  }

  /** Announces what is not announced yet: the server keeps every announcement, also equal ones. */
  private void announce(Session opened) throws InterruptedException {
    String name = opened.executorName();
    List<Function> known =
        retrier.call("reading the functions of " + name, () -> opened.client().getFunctions(name));
    for (Function function : functions) {
      if (known.stream().noneMatch(function::announcesAs)) {
        retrier.call(
            "announcing function " + function.functionName(),
            () -> opened.client().addFunction(name, function));
      }
    }
  }

  private static String typeOf(ColonyConfig config) {
    return config.executorType().orElseThrow();
  }

  private static String fresh(String base) {
    return base + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
