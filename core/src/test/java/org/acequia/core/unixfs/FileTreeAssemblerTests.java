package org.acequia.core.unixfs;

import static org.acequia.core.unixfs.FileTreeAssembler.Acceptance.ACCEPTED;
import static org.acequia.core.unixfs.FileTreeAssembler.Acceptance.NOT_A_FILE;
import static org.acequia.core.unixfs.FileTreeAssembler.Acceptance.WRONG_BLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.unixfs.InnerNode.Child;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeAssemblerTests {

  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(longs = {MIB + 1, 3 * MIB, 1L << 30, (1L << 30) + 1, 1_288_490_189})
  void putsTogetherWhatAPeerSendsLevelByLevel(long sizeBytes) {
    FileTree sent = FileTreeTests.zeros(sizeBytes);
    FileTreeAssembler assembler = new FileTreeAssembler(sent.root());
    while (!assembler.wanted().isEmpty()) {
      for (Cid cid : List.copyOf(assembler.wanted())) {
        assertThat(assembler.tree()).isEmpty();
        assertThat(assembler.accept(sent.innerNode(cid).orElseThrow().encode()))
            .isEqualTo(ACCEPTED);
      }
    }
    assertThat(assembler.tree()).contains(sent);
    assertThat(assembler.tree().orElseThrow().leafDigests()).isEqualTo(sent.leafDigests());
  }

  @Test
  void refusesAnyOtherBlockAndStillTakesTheRightOne() {
    FileTree tree = FileTreeTests.zeros(3 * MIB);
    byte[] block = tree.innerNode(0, 0).encode();
    byte[] changed = block.clone();
    changed[block.length - 1] ^= 1;
    FileTreeAssembler assembler = new FileTreeAssembler(tree.root());
    assertThat(assembler.accept(changed)).isEqualTo(WRONG_BLOCK);
    assertThat(assembler.accept(new byte[0])).isEqualTo(WRONG_BLOCK);
    assertThat(assembler.accept(new byte[InnerNode.MAX_BLOCK_SIZE_BYTES + 1]))
        .isEqualTo(WRONG_BLOCK);
    assertThat(assembler.accept(block)).isEqualTo(ACCEPTED);
    assertThat(assembler.accept(block)).isEqualTo(WRONG_BLOCK);
    assertThat(assembler.tree()).contains(tree);
  }

  @Test
  void refusesARootThatIsNoFile() {
    byte[] block = {0x0a, 0x02, 0x08, 0x01};
    FileTreeAssembler assembler = new FileTreeAssembler(Cid.of(Codec.DAG_PB, block));
    assertThat(assembler.accept(block)).isEqualTo(NOT_A_FILE);
    assertThat(assembler.wanted()).isEmpty();
    assertThat(assembler.tree()).isEmpty();
    assertThat(assembler.accept(block)).isEqualTo(NOT_A_FILE);
  }

  @Test
  void refusesLeavesThatAreNotOneMebibyte() {
    assertThat(acceptanceOf(leaf(MIB), leaf(MIB - 1), leaf(2))).isEqualTo(NOT_A_FILE);
    assertThat(acceptanceOf(leaf(MIB + 1), leaf(1))).isEqualTo(NOT_A_FILE);
    assertThat(acceptanceOf(leaf(1))).isEqualTo(NOT_A_FILE);
    assertThat(acceptanceOf(leaf(MIB), leaf(0))).isEqualTo(NOT_A_FILE);
    assertThat(acceptanceOf(leaf(MIB), leaf(1))).isEqualTo(ACCEPTED);
  }

  @Test
  void refusesSizesThatItsChildrenDoNotHave() {
    Child lying = new Child(leaf(MIB).cid(), MIB, 1);
    assertThat(acceptanceOf(lying, leaf(1))).isEqualTo(NOT_A_FILE);
  }

  @Test
  void refusesAFileLargerThanAnyAndSizesThatOverflow() {
    Cid cid = Cid.of(Codec.DAG_PB, new byte[0]);
    Child huge = new Child(cid, FileTree.MAX_FILE_SIZE_BYTES, 1);
    assertThat(acceptanceOf(huge, huge)).isEqualTo(NOT_A_FILE);
    assertThat(acceptanceOf(new Child(cid, -1, 1), huge)).isEqualTo(NOT_A_FILE);
    assertThat(acceptanceOf(new Child(cid, Long.MAX_VALUE, 1), huge)).isEqualTo(NOT_A_FILE);
  }

  @Test
  void refusesALadderDeeperThanItsSizeNeeds() {
    Child inner = new Child(Cid.of(Codec.DAG_PB, new byte[0]), 2 * MIB, 2 * MIB);
    assertThat(acceptanceOf(inner)).isEqualTo(NOT_A_FILE);
  }

  @Test
  void hasNothingToPutTogetherForARawRoot() {
    Cid raw = Cid.of(Codec.RAW, new byte[0]);
    assertThatThrownBy(() -> new FileTreeAssembler(raw)).isInstanceOf(UnixFsException.class);
  }

  @Test
  void readsOnlyInnerNodesThatItWouldWrite() {
    byte[] block = FileTreeTests.zeros(2 * MIB).innerNode(0, 0).encode();
    assertThat(InnerNode.decode(block).encode()).isEqualTo(block);
    for (int i = 0; i < block.length; i++) {
      assertRefusedOrWrittenAgain(changed(block, i));
      assertRefusedOrWrittenAgain(Arrays.copyOf(block, i));
    }
  }

  private static void assertRefusedOrWrittenAgain(byte[] block) {
    try {
      assertThat(InnerNode.decode(block).encode()).isEqualTo(block);
    } catch (UnixFsException refused) {
      assertThat(refused).hasMessageContaining("node");
    }
  }

  private static byte[] changed(byte[] block, int at) {
    byte[] changed = block.clone();
    changed[at] ^= 0x41;
    return changed;
  }

  private static FileTreeAssembler.Acceptance acceptanceOf(Child... children) {
    byte[] block = new InnerNode(List.of(children)).encode();
    return new FileTreeAssembler(Cid.of(Codec.DAG_PB, block)).accept(block);
  }

  private static Child leaf(int sizeBytes) {
    return new Child(Cid.of(Codec.RAW, new byte[sizeBytes]), sizeBytes, sizeBytes);
  }
}
