package org.acequia.core.store;

class MemorySetIndexTests extends SetIndexContract {

  @Override
  protected SetIndex newIndex() {
    return new MemorySetIndex();
  }
}
