package org.acequia.core.store;

class MemoryRecordStoreTests extends RecordStoreContract {

  @Override
  protected RecordStore newStore() {
    return new MemoryRecordStore();
  }
}
