package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a machine; in processes of their own, since a backend is chosen once in each. */
class DoctorTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"blindsum.kernel", "blindsum.backend"})
  void namesTheOptionThatAsksForABackendThatIsNone(String option) throws Exception {
    Path log = folder.resolve("log");
    Process doctor = Child.start(log, Map.of(), List.of("-D" + option + "=none-such"), "doctor");
    assertThat(doctor.waitFor()).isEqualTo(ExitCode.USAGE);
    assertThat(Files.readString(log))
        .contains("no backend 'none-such'; there are: ", "fix: leave -D" + option + " away");
  }
}
