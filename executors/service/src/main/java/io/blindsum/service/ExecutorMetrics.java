package io.blindsum.service;

import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.Process;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Counts what an executor does. Labels are names of functions and reasons of ours, never anything
 * of a call.
 *
 * <p>Safe for use by many threads.
 */
public final class ExecutorMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter jobs =
      Counter.builder()
          .name("blindsum_jobs_total")
          .help("Processes that ended, by function and outcome.")
          .labelNames("function", "outcome")
          .register(registry);
  private final Histogram jobSeconds =
      Histogram.builder()
          .name("blindsum_job_seconds")
          .help("Seconds from the receipt of a process to its output.")
          .labelNames("function")
          .register(registry);
  private final Gauge running =
      Gauge.builder().name("blindsum_jobs_running").help("Processes under way.").register(registry);
  private final Counter records =
      Counter.builder()
          .name("blindsum_records_total")
          .help("Records that were encrypted, or added under encryption.")
          .register(registry);
  private final Counter ciphertexts =
      Counter.builder()
          .name("blindsum_ciphertexts_total")
          .help("Ciphertexts that were made, or added.")
          .register(registry);
  private final Counter encryptSeconds =
      Counter.builder()
          .name("blindsum_encrypt_seconds_total")
          .help("Seconds spent encrypting.")
          .register(registry);
  private final Counter refused =
      Counter.builder()
          .name("blindsum_refused_total")
          .help("Requests that the site's policy or a gate refused, by rule.")
          .labelNames("rule")
          .register(registry);

  private final Histogram queueSeconds =
      Histogram.builder()
          .name("blindsum_queue_wait_seconds")
          .help(
              "Seconds from the submission of a process to its assignment, by the server's clock.")
          .labelNames("function")
          .register(registry);
  private final Info build =
      Info.builder()
          .name("blindsum_build_info")
          .help("The program, 1.")
          .labelNames("version", "backend", "java")
          .register(registry);

  /**
   * Says which program this is.
   *
   * @param version of the program
   * @param backend that computes
   */
  public void describe(String version, String backend) {
    build.setLabelValues(version, backend, Runtime.version().toString());
  }

  /**
   * Shows how it stands with the server.
   *
   * @param sinceContact seconds since it last answered; NaN before it first did
   * @param retries how often a request was tried again
   */
  public void watch(DoubleSupplier sinceContact, LongSupplier retries) {
    GaugeWithCallback.builder()
        .name("blindsum_last_contact_age_seconds")
        .help("Seconds since the server last answered; NaN before it first did.")
        .callback(gauge -> gauge.call(sinceContact.getAsDouble()))
        .register(registry);
    CounterWithCallback.builder()
        .name("blindsum_retries_total")
        .help("Requests to the server that were tried again.")
        .callback(counter -> counter.call((double) retries.getAsLong()))
        .register(registry);
  }

  /** Returns the same handler, counted and timed. */
  public FunctionHandler counted(String function, FunctionHandler handler) {
    return context -> {
      long start = System.nanoTime();
      observeQueue(function, context.process());
      String outcome = "failed";
      running.inc();
      try {
        List<String> out = handler.run(context);
        outcome = "successful";
        return out;
      } finally {
        running.dec();
        jobs.labelValues(function, outcome).inc();
        jobSeconds.labelValues(function).observe((System.nanoTime() - start) / 1e9);
      }
    };
  }

  private void observeQueue(String function, Process process) {
    Instant submitted = process.submissionTime();
    Instant started = process.startTime();
    if (submitted != null && started != null) {
      queueSeconds
          .labelValues(function)
          .observe(Math.max(0, Duration.between(submitted, started).toMillis() / 1e3));
    }
  }

  /** Counts records and their ciphertexts. */
  public void addRecords(long recordCount, long ciphertextCount) {
    records.inc(recordCount);
    ciphertexts.inc(ciphertextCount);
  }

  /** Counts time that was spent encrypting, in nanoseconds. */
  public void addEncryption(long nanos) {
    encryptSeconds.inc(nanos / 1e9);
  }

  /** Counts a refusal; the rule is one of a fixed few words. */
  public void addRefusal(String rule) {
    refused.labelValues(rule).inc();
  }

  PrometheusRegistry registry() {
    return registry;
  }
}
