package org.acequia.replication.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.ByteRange;

/// Reads ranges of a blob, of which the next one mostly begins where the last one ended: so each
/// leaf is read and checked once, however small the ranges. For one thread.
final class BlobReader extends InputStream {

  private final BlobStore blobs;
  private Optional<Cid> root = Optional.empty();
  private InputStream content = InputStream.nullInputStream();
  private long position;

  BlobReader(BlobStore blobs) {
    this.blobs = blobs;
  }

  boolean isAt(Cid blob, long offset) {
    return root.equals(Optional.of(blob)) && position == offset;
  }

  /// Goes to `offset` of `blob`; returns whether it is held.
  boolean open(Cid blob, long offset) throws IOException {
    if (isAt(blob, offset)) {
      return true;
    }
    close();
    Optional<InputStream> opened = blobs.openRange(blob, ByteRange.from(offset));
    if (opened.isPresent()) {
      content = opened.get();
      root = Optional.of(blob);
      position = offset;
    }
    return opened.isPresent();
  }

  @Override
  public int read() throws IOException {
    int octet = content.read();
    position += octet < 0 ? 0 : 1;
    return octet;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = content.read(target, offset, length);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    root = Optional.empty();
    content.close();
    content = InputStream.nullInputStream();
  }
}
