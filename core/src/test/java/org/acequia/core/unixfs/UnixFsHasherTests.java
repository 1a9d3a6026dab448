package org.acequia.core.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;

class UnixFsHasherTests {

  private static final int MIB = 1 << 20;

  @Property(tries = 50)
  void doesNotCareHowTheFileIsCutOnItsWay(
      @ForAll @IntRange(min = 0, max = 2 * MIB + 3) int sizeBytes,
      @ForAll @IntRange(min = 1, max = 2 * MIB) int pieceSize,
      @ForAll long seed) {
    byte[] content = new byte[sizeBytes];
    new Random(seed).nextBytes(content);
    UnixFsHasher hasher = new UnixFsHasher();
    for (int offset = 0; offset < sizeBytes; offset += pieceSize) {
      hasher.update(content, offset, Math.min(pieceSize, sizeBytes - offset));
    }
    FileTree tree = hasher.finish();
    assertThat(tree.sizeBytes()).isEqualTo(sizeBytes);
    for (int i = 0; i < tree.leafCount(); i++) {
      LeafRange range = tree.leafRange(i);
      byte[] leaf = new byte[range.sizeBytes()];
      System.arraycopy(content, (int) range.offset(), leaf, 0, leaf.length);
      assertThat(tree.leaf(i)).isEqualTo(Sha256.of(leaf));
    }
    if (tree.leafCount() == 1) {
      assertThat(tree.root()).isEqualTo(Cid.of(Codec.RAW, content));
    }
  }
}
