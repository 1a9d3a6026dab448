package org.acequia.core.store;

/// The fake keeps what the port promises, so tests may lean on it.
class MemoryBlobStoreTests extends BlobStoreContract {

  @Override
  protected BlobStore newStore() {
    return new MemoryBlobStore((int) LIMIT_BYTES);
  }
}
