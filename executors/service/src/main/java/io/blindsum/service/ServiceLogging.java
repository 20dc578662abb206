package io.blindsum.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the logs of a program: lines for people on a terminal, one JSON object a line else. */
public final class ServiceLogging {
  private static final String PATTERN =
      "%d{HH:mm:ss.SSS} %-5level %replace(%msg){'[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]','?'}%n%rEx{0}";

  private ServiceLogging() {}

  /**
   * Sends all logs to the error stream.
   *
   * @param json one JSON object a line
   * @param verbose details too
   */
  public static void configure(boolean json, boolean verbose) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    configure(context, json, verbose ? Level.DEBUG : Level.INFO);
  }

  static void configure(LoggerContext context, boolean json, Level ofOurs) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context, json));
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    context.getLogger("io.blindsum").setLevel(ofOurs);
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean json) {
    EncoderBase<ILoggingEvent> encoder = json ? new AsciiJsonEncoder() : new PatternLayoutEncoder();
    if (encoder instanceof PatternLayoutEncoder pattern) {
      pattern.setPattern(PATTERN);
    }
    if (encoder instanceof JsonEncoder lines) {
      lines.setWithContext(false);
      lines.setWithSequenceNumber(false);
      lines.setWithNanoseconds(false);
      lines.setWithMDC(false);
      lines.setWithArguments(false);
      lines.setWithFormattedMessage(true);
      lines.setWithMessage(false);
    }
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }
}
