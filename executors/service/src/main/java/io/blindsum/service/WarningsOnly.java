package io.blindsum.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What logs look like until a program calls {@link ServiceLogging#configure}: warnings, for people,
 * on the error stream. Found by logback as a service, so that a command that logs nothing does not
 * even load it.
 */
public final class WarningsOnly extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    ServiceLogging.configure(context, false, Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
