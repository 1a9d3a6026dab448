package org.acequia.node.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.acequia.node.directory.SpaceReserve.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceReserveTests {

  @TempDir private Path directory;

  @Test
  void whatIsBroughtStopsBeforeWhatIsMadeOfIt() {
    long free = directory.toFile().getUsableSpace();
    SpaceReserve reserve = SpaceReserve.of(directory, free + (free / 2));

    assertThat(reserve.roomBytes()).isZero();
    assertThat(reserve.roomBytes(Tier.INTAKE)).isZero();
    assertThat(reserve.roomBytes(Tier.DERIVED)).isPositive();
  }

  @Test
  void whatIsFreeBeyondTheReserveIsRoom() {
    long free = directory.toFile().getUsableSpace();

    assertThat(SpaceReserve.of(directory, free / 4).roomBytes()).isBetween(free / 4, free);
  }

  @Test
  void theReserveFollowsTheDiskWithinBounds() {
    assertThat(new SpaceReserve(directory).reserveBytes())
        .isBetween(SpaceReserve.RESERVE_BYTES_MIN, SpaceReserve.RESERVE_BYTES_MAX);
  }

  @Test
  void aDiskThatDoesNotAnswerHasNoRoom() {
    SpaceReserve reserve = new SpaceReserve(directory.resolve("pulled-out"));

    assertThat(reserve.roomBytes()).isZero();
    assertThat(reserve.roomBytes(Tier.DERIVED)).isZero();
  }
}
