package io.blindsum.colony;

import java.util.List;

/**
 * Describes what an executor runs on and with, for people who list executors.
 *
 * @param hardware the machines
 * @param software the programs
 */
public record Capabilities(List<Hardware> hardware, List<Software> software) {
  /** Says nothing. */
  public static final Capabilities NONE = new Capabilities(List.of(), List.of());

  public Capabilities {
    hardware = Wire.list(hardware);
    software = Wire.list(software);
  }

  /**
   * A kind of machine.
   *
   * @param model its name
   * @param nodes how many there are
   * @param cpu the processor
   * @param cores cores of one
   * @param mem memory of one, such as {@code 24Gi}
   * @param storage storage of one
   * @param platform the operating system
   * @param architecture the instruction set
   */
  public record Hardware(
      String model,
      int nodes,
      String cpu,
      int cores,
      String mem,
      String storage,
      String platform,
      String architecture) {
    public Hardware {
      model = Wire.text(model);
      cpu = Wire.text(cpu);
      mem = Wire.text(mem);
      storage = Wire.text(storage);
      platform = Wire.text(platform);
      architecture = Wire.text(architecture);
    }
  }

  /**
   * A program.
   *
   * @param name its name
   * @param type its kind
   * @param version its version
   */
  public record Software(String name, String type, String version) {
    public Software {
      name = Wire.text(name);
      type = Wire.text(type);
      version = Wire.text(version);
    }
  }
}
