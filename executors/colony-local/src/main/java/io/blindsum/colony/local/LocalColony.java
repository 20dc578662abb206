package io.blindsum.colony.local;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ColonyException;
import io.blindsum.colony.Identity;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a Colonies server inside this JVM. It is for one machine: demos, tests, a laptop.
 *
 * <p>It listens on the loopback interface only and speaks plain HTTP. Roles and signatures are
 * checked as the real server checks them, so nothing has to change to move to a real one.
 */
public final class LocalColony implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LocalColony.class.getName());

  private final Identity serverKey;
  private final Store store;
  private final LocalObjects objects;
  private final LoopbackServer server;
  private final ScheduledExecutorService clock;

  private LocalColony(
      Identity serverKey,
      Store store,
      LocalObjects objects,
      LoopbackServer server,
      ScheduledExecutorService clock) {
    this.serverKey = serverKey;
    this.store = store;
    this.objects = objects;
    this.server = server;
    this.clock = clock;
  }

  /** Starts a server that forgets everything when it is closed. */
  public static LocalColony start() throws IOException {
    return start(LocalColonyOptions.DEFAULTS);
  }

  /**
   * Starts a server.
   *
   * @throws IOException if the port is taken or the state file cannot be used
   */
  public static LocalColony start(LocalColonyOptions options) throws IOException {
    Identity serverKey = Identity.generate();
    Store store = Store.open(options.stateFile().orElse(null));
    Membership membership = new Membership(store, serverKey.id());
    Channels channels = new Channels();
    GraphRules rules = new GraphRules(store);
    Scheduler scheduler = new Scheduler(store, rules, channels);
    ColonyHandlers colony =
        new ColonyHandlers(store, membership, scheduler, options.allowReregister());
    RpcHandler rpc = new RpcHandler(store);
    rpc.add(colony.handlers());
    rpc.add(new ProcessHandlers(store, membership, scheduler, colony).handlers());
    rpc.add(new GraphHandlers(store, membership, scheduler, rules).handlers());
    rpc.add(new NoteHandlers(store, membership, channels).handlers());
    rpc.add(new FileHandlers(store, membership).handlers());
    rpc.add(Map.of("assignprocessmsg", new AssignHandler(store, membership, scheduler)));
    LocalObjects objects =
        new LocalObjects(
            options.stateFile().map(file -> file.resolveSibling(file.getFileName() + ".objects")));
    LoopbackServer server =
        new LoopbackServer(options.port(), options.maxRequestBytes(), rpc, objects);
    server.start();
    LOG.log(
        System.Logger.Level.INFO,
        "local colony on 127.0.0.1:{0}: for one machine only (demos, tests, a laptop)",
        Integer.toString(server.port()));
    Deadlines deadlines = new Deadlines(store, scheduler, colony, options.staleExecutorAfter());
    return new LocalColony(serverKey, store, objects, server, clock(deadlines, options));
  }

  /** Returns the loopback port it listens on. */
  public int port() {
    return server.port();
  }

  /** Starts a configuration of a client of this server. */
  public ColonyConfig.Builder config(String colonyName) {
    return ColonyConfig.builder("127.0.0.1", port()).colonyName(colonyName);
  }

  /**
   * Returns the variables that tell a Colonies program of this server and of its object store; the
   * program adds its key.
   */
  public Map<String, String> environment(String colonyName) {
    Map<String, String> environment = new HashMap<>(objects.environment(port()));
    environment.put("COLONIES_SERVER_HOST", "127.0.0.1");
    environment.put("COLONIES_SERVER_PORT", String.valueOf(port()));
    environment.put("COLONIES_TLS", "false");
    environment.put("COLONIES_COLONY_NAME", colonyName);
    return environment;
  }

  /**
   * Adds a colony with a new owner.
   *
   * @return the owner's key
   * @throws ColonyException if the server's owner was given by the options, so that only he may
   */
  public Identity addColony(String name) {
    Identity owner = Identity.generate();
    try (ColonyClient client = ColonyClient.connect(config(name).build(), serverKey)) {
      client.addColony(name, owner.id());
    }
    return owner;
  }

  /** Adds a user with a new key to a colony and returns the key. */
  public Identity addUser(String colonyName, Identity colonyOwner, String userName) {
    Identity user = Identity.generate();
    try (ColonyClient client = ColonyClient.connect(config(colonyName).build(), colonyOwner)) {
      client.addUser(userName, user.id());
    }
    return user;
  }

  /** Stops listening and breaks off every connection. State in a file stays. */
  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    server.close();
    objects.close();
    store.lock.lock();
    try {
      store.close();
    } finally {
      store.lock.unlock();
    }
  }

  private static ScheduledExecutorService clock(Deadlines deadlines, LocalColonyOptions options) {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "local-colony-clock");
              thread.setDaemon(true);
              return thread;
            });
    long period = options.checkPeriod().toMillis();
    ScheduledFuture<?> unused =
        clock.scheduleWithFixedDelay(
            () -> {
              try {
                deadlines.run();
              } catch (RuntimeException e) {
                // Without this the clock would stop for good, silently.
                LOG.log(System.Logger.Level.ERROR, "checking deadlines failed", e);
              }
            },
            period,
            period,
            TimeUnit.MILLISECONDS);
    return clock;
  }
}
