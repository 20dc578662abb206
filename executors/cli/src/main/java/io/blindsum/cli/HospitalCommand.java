package io.blindsum.cli;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.hospital.SeedHospital;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.workflow.Functions;
import java.math.BigInteger;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs the executor of a hospital. */
@Command(
    name = "hospital",
    description = {
      "Run the executor of a hospital.",
      "",
      "With TYPE and VALUE it is the hospital of the ColonyOS example: one value, for demonstrations,"
          + " without a site policy.",
    })
final class HospitalCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "TYPE",
      description = "The executor type to register as, such as r1-hospital_executor.")
  private String type = "";

  @Parameters(index = "1", paramLabel = "VALUE", description = "The hospital's value, an integer.")
  private BigInteger value = BigInteger.ZERO;

  @Mixin private final ServiceOptions service = new ServiceOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    common.warn(
        "DEMONSTRATION: this hospital has no site policy. It encrypts its value for whoever asks,"
            + " under any key of 2048 bits or more.");
    ModularArithmetic arithmetic = common.arithmetic();
    ExecutorMetrics metrics = new ExecutorMetrics();
    try (SeedHospital hospital = new SeedHospital(value, arithmetic)) {
      FunctionHandler handler = metrics.counted(Functions.GET_PATIENT_DATA, hospital.handler());
      ExecutorLoop.Builder loop =
          ExecutorEnvironment.loop(ExecutorEnvironment.colony(type))
              .function(SeedHospital.GET_PATIENT_DATA, handler);
      service.run(loop, metrics, common);
    }
    return ExitCode.OK;
  }
}
