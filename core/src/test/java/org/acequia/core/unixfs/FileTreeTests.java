package org.acequia.core.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.cid.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The expected CIDs come from npm's `ipfs-unixfs-importer` 17.1.1 with `blockstore-core` 7.0.1,
/// set to CIDv1, raw leaves, `fixedSize` chunks of 1 MiB, a `balanced` layout of 1,024 children,
/// and a single leaf reduced to itself.
class FileTreeTests {

  private static final int MIB = 1 << 20;

  @ParameterizedTest(name = "{0} zeros")
  @CsvSource({
    "0, bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
    "1, bafkreidogqfzz75tpkmjzjke425xqcrmpcib2p5tg44hnbirumdbpl5adu",
    "1048575, bafkreigkp3imjkhgps64iyoezmgsq3jpvo6z6dcbu72cwzs7olv2vcxmky",
    "1048576, bafkreibq4fevl27rgurgnxbp7adh42aqiyd6ouflxhj3gzmcxcxzbh6lla",
    "1048577, bafybeihd4yzq7n5umhjngdum4r6k2to7egxfkf2jz6thvwzf6djus22cmq",
    "3145728, bafybeigdsjup7aizxrrjn7yqtcmqg6ffksaugwr7is2ind3cf7esaqrz4m",
    "1073741824, bafybeibqawkaltgjfdebq4no6nmfcvkcw7k52xqzclkwfmrkn6oxw7srmy",
    "1073741825, bafybeigx4uyebjbq65346xh6cjrt6yshbdudzudhnqecwbzvymslxj7gje",
    "1288490189, bafybeig5cuk3udhv7uprrfc7z4byj3uoev6pl32kbkeeyyosrqjnfuqkju",
  })
  void namesAFileOfZerosAsOtherImplementationsDo(long sizeBytes, String root) {
    FileTree tree = zeros(sizeBytes);
    assertThat(tree.root()).hasToString(root);
    assertThat(tree.sizeBytes()).isEqualTo(sizeBytes);
  }

  /// Byte i of the file is i mod 251, so that every leaf differs.
  @ParameterizedTest(name = "{0} bytes")
  @CsvSource({
    "1048575, bafkreielkxdkfu2eicjkgfuykayoada6n6dar2xzclejnxxhyn2niqhnce",
    "1048576, bafkreidddocae7lltzjlkooe5a3tmiwsgazn7logjvqk7bzttsidpzhxne",
    "1048577, bafybeidjogjfwuhbzwopgd4bn3skcf5m6oz72xshywcndzxgqb623nfclu",
    "3145728, bafybeihzpjrbcpjpzcx4yxh3hasnjidsikmwmsrli7hhamhny5iueulu5a",
  })
  void namesAFileOfBytesAsOtherImplementationsDo(int sizeBytes, String root) {
    byte[] content = new byte[sizeBytes];
    for (int i = 0; i < sizeBytes; i++) {
      content[i] = (byte) (i % 251);
    }
    assertThat(hashInPieces(content, sizeBytes).root()).hasToString(root);
    assertThat(hashInPieces(content, 65_537).root()).hasToString(root);
  }

  @Test
  void writesTheInnerNodeThatOtherImplementationsWrite() {
    FileTree tree = zeros(MIB + 1);
    assertThat(tree.innerNode(0, 0).encode())
        .asHexString()
        .isEqualToIgnoringCase(
            "122c0a240155122030e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58"
                + "120018808040122a0a24015512206e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511"
                + "a30617afa01d120018010a0c080218818040208080402001");
  }

  @Test
  void isTheSameFromItsSizeAndDigests() {
    FileTree tree = zeros(3 * MIB);
    assertThat(FileTree.of(tree.sizeBytes(), tree.leafDigests())).isEqualTo(tree);
    assertThat(tree.leaf(2)).isEqualTo(Sha256.of(new byte[MIB]));
  }

  @Test
  void saysWhereEachLeafStands() {
    FileTree tree = zeros(2 * MIB + 5);
    assertThat(tree.leafCount()).isEqualTo(3);
    assertThat(tree.leafRange(0)).isEqualTo(new LeafRange(0, MIB));
    assertThat(tree.leafRange(2)).isEqualTo(new LeafRange(2L * MIB, 5));
    assertThat(zeros(0).leafRange(0)).isEqualTo(new LeafRange(0, 0));
    assertThatThrownBy(() -> tree.leafRange(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void showsItsInnerNodesLevelByLevelFromTheRoot() {
    FileTree tree = zeros(1_025L * MIB);
    List<Cid> cids = tree.innerNodes().map(node -> Cid.of(Codec.DAG_PB, node.encode())).toList();
    assertThat(cids).hasSize(3).first().isEqualTo(tree.root());
    assertThat(tree.depth()).isEqualTo(2);
    assertThat(tree.level(1)).isEqualTo(cids.subList(1, 3));
    assertThat(tree.innerNode(cids.get(2)).orElseThrow().children()).hasSize(1);
    assertThat(tree.innerNode(new Cid(Codec.RAW, tree.leaf(0)))).isEmpty();
  }

  @Test
  void hasNoInnerNodesAroundOneLeaf() {
    FileTree tree = zeros(MIB);
    assertThat(tree.depth()).isZero();
    assertThat(tree.innerNodes()).isEmpty();
    assertThat(tree.root()).isEqualTo(new Cid(Codec.RAW, tree.leaf(0)));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, FileTree.MAX_FILE_SIZE_BYTES + 1, Long.MAX_VALUE, Long.MIN_VALUE})
  void refusesSizesThatNoFileHas(long sizeBytes) {
    assertThatThrownBy(() -> FileTree.of(sizeBytes, new byte[32]))
        .isInstanceOf(UnixFsException.class);
  }

  @Test
  void refusesAnotherNumberOfLeavesThanItsSizeHas() {
    assertThatThrownBy(() -> FileTree.of(MIB, new byte[64])).isInstanceOf(UnixFsException.class);
    assertThatThrownBy(() -> FileTree.of(MIB + 1, new byte[32]))
        .isInstanceOf(UnixFsException.class);
    assertThatThrownBy(() -> FileTree.of(0, new byte[0])).isInstanceOf(UnixFsException.class);
  }

  /// The tree of zeros, from the digests of its two kinds of leaves.
  static FileTree zeros(long sizeBytes) {
    int count = (int) FileTree.leafCount(sizeBytes);
    byte[] whole = Sha256.of(new byte[MIB]).toBytes();
    byte[] last = Sha256.of(new byte[(int) (sizeBytes - (count - 1L) * MIB)]).toBytes();
    byte[] leaves = new byte[count * 32];
    for (int i = 0; i < count; i++) {
      System.arraycopy(i == count - 1 ? last : whole, 0, leaves, i * 32, 32);
    }
    return FileTree.of(sizeBytes, leaves);
  }

  private static FileTree hashInPieces(byte[] content, int pieceSize) {
    UnixFsHasher hasher = new UnixFsHasher();
    for (int offset = 0; offset < content.length; offset += pieceSize) {
      hasher.update(content, offset, Math.min(pieceSize, content.length - offset));
    }
    return hasher.finish();
  }
}
