package io.blindsum.colony;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns handlers into an executor: registers it, asks for work in parallel, runs it and closes it.
 *
 * <p>With the colony owner's key in its configuration it registers and approves itself, under a
 * fresh name and key if the server refuses its name. Without that key it waits until its own key is
 * that of an approved executor. When the server forgot it, it starts over in the same way.
 *
 * <p>A process runs in a thread of its own. When its time is over the handler is interrupted and
 * the result dropped, since the server has queued the process again; a handler that ignores the
 * interrupt keeps its thread but blocks nothing else.
 *
 * <p>Errors that cannot mend themselves, such as a key that is not the owner's, are borne for two
 * minutes: then it gives up, and {@link #awaitClosed} says why.
 *
 * <p>{@link #close()} stops asking for work and lets handlers finish within the grace period. Then,
 * with the owner's key, it unregisters the executor, which queues again what it still ran. Without
 * that key the protocol has no way to hand work back: the server queues it again after its
 * maxexectime.
 */
public final class ExecutorLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ExecutorLoop.class.getName());
  private static final Duration POLL_TIME = Duration.ofSeconds(30);
  private static final long CANCEL_EVERY_MILLIS = 50;
  private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(60);

  /** For how long it bears errors that cannot mend themselves before it ends. */
  private static final Duration HOPELESS_TIME = Duration.ofMinutes(2);

  private final Duration gracePeriod;
  private final ColonyClient client;
  private final ColonyClient poller;
  private final Registration registration;
  private final ProcessRunner runner;
  private final ExecutorService handlerThreads;
  private final ScheduledExecutorService heart;
  private final OutageLog outages = new OutageLog();
  private final Contact contact;
  private final List<Thread> workers = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch registered = new CountDownLatch(1);
  private final boolean once;
  private volatile boolean served;
  private volatile boolean graceIsOver;

  private ExecutorLoop(Builder builder) {
    ColonyConfig config = builder.config;
    // With the owner's key it registers a key of its own: the configured one is often that of the
    // user whose environment it is, and one key stands for one executor.
    Identity identity =
        config.colonyKey().isPresent() ? Identity.generate() : config.identity().orElseThrow();
    this.gracePeriod = builder.gracePeriod;
    this.once = builder.once;
    this.contact = new Contact(System::nanoTime, builder.hopelessTime);
    this.client = ColonyClient.connect(config, identity);
    // Of its own, so that stopping to ask for work does not break off a close.
    this.poller = ColonyClient.connect(config, identity);
    this.registration =
        new Registration(
            config,
            client,
            poller,
            Capabilities.NONE,
            builder.functions.values().stream().map(ProcessRunner.Registered::function).toList(),
            Retrier.until(this::isStopping, outages));
    this.handlerThreads = Executors.newCachedThreadPool(daemons("executor-handler"));
    this.heart = Executors.newSingleThreadScheduledExecutor(daemons("executor-heartbeat"));
    this.runner =
        new ProcessRunner(
            Map.copyOf(builder.functions), handlerThreads, outages, () -> graceIsOver);
    for (int i = 1; i <= builder.parallelism; i++) {
      workers.add(new Thread(this::work, "executor-" + i));
    }
  }

  /**
   * Starts a loop for a configuration.
   *
   * @throws IllegalArgumentException if the configuration has neither the colony owner's key and an
   *     executor type, nor a key of its own
   */
  public static Builder builder(ColonyConfig config) {
    if (config.colonyName().isEmpty()) {
      throw new IllegalArgumentException("set COLONIES_COLONY_NAME: no colony to work for");
    }
    if (config.colonyKey().isPresent()) {
      if (config.executorType().isEmpty()) {
        throw new IllegalArgumentException("set COLONIES_EXECUTOR_TYPE: no type to register as");
      }
    } else if (config.identity().isEmpty()) {
      throw new IllegalArgumentException(
          "set COLONIES_PRVKEY to the key of an approved executor, or COLONIES_COLONY_PRVKEY");
    }
    return new Builder(config);
  }

  /** Waits until the executor is registered and its functions are announced. */
  public boolean awaitRegistered(Duration time) throws InterruptedException {
    return registered.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns the name it is registered under; empty while it is not. */
  public Optional<String> executorName() {
    return registration.current().map(Registration.Session::executorName);
  }

  /** Returns the time since the server last answered; empty before it first did. */
  public Optional<Duration> sinceContact() {
    return contact.age();
  }

  /** Tells whether the executor is registered and its last request was answered. */
  public boolean isServed() {
    return registration.current().isPresent() && contact.isGood();
  }

  /** Returns how often a request was tried again, or work was asked for again, for trouble. */
  public long retries() {
    return outages.reports();
  }

  /** Closes the loop when the program is told to end, as by SIGTERM. */
  public void closeOnShutdown() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "executor-shutdown"));
  }

  /**
   * Waits until the loop is closed, or has given up.
   *
   * @throws ColonyException what it gave up for: nothing but errors that cannot mend themselves for
   *     two minutes
   */
  public void awaitClosed() throws InterruptedException {
    for (Thread worker : workers) {
      worker.join();
    }
    Optional<ColonyException> failure = contact.failure();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /**
   * Stops asking for work, waits up to the grace period for handlers, interrupts the rest, hands
   * work back and unregisters where the owner's key allows it. A second call does nothing.
   */
  @Override
  public void close() {
    synchronized (stopping) {
      if (isStopping()) {
        return;
      }
      stopping.countDown();
    }
    boolean interrupted = !finishWithin(gracePeriod);
    graceIsOver = true;
    workers.forEach(Thread::interrupt);
    handlerThreads.shutdownNow();
    heart.shutdownNow();
    try {
      registration.deregister();
    } catch (ColonyException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot unregister the executor: {0}", e.getMessage());
    }
    poller.close();
    client.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Breaks off polls again and again: one may start just after the first time. */
  private boolean finishWithin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      while (workers.stream().anyMatch(Thread::isAlive) && System.nanoTime() < end) {
        poller.cancelAll();
        Thread.sleep(CANCEL_EVERY_MILLIS);
        if (running.get() == 0) {
          // A worker that runs nothing may be waiting for a server that is away.
          workers.forEach(Thread::interrupt);
        }
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void start() {
    long seconds = HEARTBEAT_EVERY.toSeconds();
    ScheduledFuture<?> unused =
        heart.scheduleWithFixedDelay(this::beat, seconds, seconds, TimeUnit.SECONDS);
    workers.forEach(Thread::start);
  }

  private void work() {
    Backoff backoff = new Backoff();
    PollPace pace = new PollPace(POLL_TIME);
    try {
      while (!isStopping() && !(once && served) && contact.failure().isEmpty()) {
        if (workOnce(pace)) {
          backoff.reset();
        } else {
          pause(backoff.next());
        }
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "interrupted while closing");
    }
  }

  /** Asks for work once and does it; says whether all went well. */
  private boolean workOnce(PollPace pace) throws InterruptedException {
    Registration.Session session = null;
    try {
      session = registration.session();
      registered.countDown();
      Duration hold = pace.next();
      long asked = System.nanoTime();
      Optional<Process> process = session.poller().assign(hold);
      contact.answered();
      if (process.isPresent()) {
        pace.busy();
        return run(session, (runner, client) -> runner.run(client, process.get()));
      }
      pace.idle();
      // A server that says at once that it has no work would be asked without end.
      return System.nanoTime() - asked >= hold.toNanos() / 2;
    } catch (ColonyException e) {
      Optional<String> unread = e.unreadProcess();
      if (session != null && unread.isPresent()) {
        contact.answered();
        return run(session, (runner, client) -> runner.refuse(client, unread.get(), e));
      }
      if (session != null && e.isNotAMember()) {
        registration.forget(session);
      } else if (!isStopping()) {
        outages.report("asking for work", e);
        contact.failed(e);
      }
      return false;
    } catch (RuntimeException | VirtualMachineError e) {
      // One reply too large for the memory must not end the executor.
      LOG.log(System.Logger.Level.DEBUG, "asking for work failed in an unexpected way", e);
      outages.report("asking for work", e);
      return false;
    }
  }

  /** Something that ends with the close of a process. */
  @FunctionalInterface
  private interface Work {
    CloseOutcome run(ProcessRunner runner, ColonyClient client) throws InterruptedException;
  }

  private boolean run(Registration.Session session, Work work) throws InterruptedException {
    running.incrementAndGet();
    try {
      if (work.run(runner, session.client()) == CloseOutcome.NOT_A_MEMBER) {
        registration.forget(session);
      }
      return true;
    } finally {
      served = true;
      running.decrementAndGet();
    }
  }

  /** Shows a sign of life while work is done: the server counts nothing but asking for work. */
  private void beat() {
    if (running.get() == 0) {
      return;
    }
    try {
      registration
          .current()
          .ifPresent(
              session -> {
                session.client().heartbeat();
                contact.answered();
              });
    } catch (RuntimeException e) {
      outages.report("showing a sign of life", e);
      contact.failed(e);
    }
  }

  private void pause(Duration time) throws InterruptedException {
    if (stopping.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(System.Logger.Level.DEBUG, "closing");
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Collects the parts of an {@link ExecutorLoop}. */
  public static final class Builder {
    private final ColonyConfig config;
    private final Map<String, ProcessRunner.Registered> functions = new LinkedHashMap<>();
    private int parallelism = 1;
    private Duration gracePeriod = Duration.ofSeconds(20);
    private boolean once;
    private Duration hopelessTime = HOPELESS_TIME;

    private Builder(ColonyConfig config) {
      this.config = config;
    }

    /** Adds a function with what computes it. */
    public Builder function(Function function, FunctionHandler handler) {
      functions.put(function.functionName(), new ProcessRunner.Registered(function, handler));
      return this;
    }

    /** Sets how many processes it runs at once, at least 1; 1 unless set. */
    public Builder parallelism(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("parallelism " + value + " is not positive");
      }
      parallelism = value;
      return this;
    }

    /** Sets how long closing waits for handlers; 20 s unless set. */
    public Builder gracePeriod(Duration value) {
      gracePeriod = value;
      return this;
    }

    /** Makes it end by itself after the first process, or the first ones at once. */
    public Builder once(boolean value) {
      once = value;
      return this;
    }

    /** Sets for how long errors that cannot mend themselves are borne. */
    Builder hopelessTime(Duration value) {
      hopelessTime = value;
      return this;
    }

    /** Starts the executor; registering goes on in its threads. */
    public ExecutorLoop start() {
      ExecutorLoop loop = new ExecutorLoop(this);
      loop.start();
      return loop;
    }
  }
}
