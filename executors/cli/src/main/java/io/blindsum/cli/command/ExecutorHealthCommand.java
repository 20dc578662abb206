package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.encoding.PrintableText;
import io.blindsum.service.StatusClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a running executor whether it can work. */
@Command(
    name = "health",
    description = {
      "Ask a running executor whether it can work.",
      "It has to run with --metrics. Prints what it says of its server, disk and databases; the exit"
          + " code is 6 if one of them does not answer, or if the executor does not.",
    })
public final class ExecutorHealthCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "[HOST]:PORT",
      defaultValue = ":9464",
      description = "What its --metrics names; :9464 unless given.")
  private String address = ":9464";

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    StatusClient.Answer answer = ask();
    String text = PrintableText.lines(answer.text());
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("ready", answer.ready());
      text.lines()
          .map(line -> line.split(": ", 2))
          .forEach(check -> json.put(check[0], check[check.length - 1]));
      System.out.println(Json.line(json));
    } else {
      System.out.print(text);
    }
    return answer.ready() ? ExitCode.OK : ExitCode.NETWORK;
  }

  private StatusClient.Answer ask() {
    try {
      return StatusClient.ask(address);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), "blindsum executor health :9464");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.NETWORK,
          "no executor answers at " + address,
          "start it with --metrics " + address + ", or name the port it has");
    }
  }
}
