package org.acequia.node.extraction;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.Extraction;
import org.acequia.core.media.Extractions;

/// A node that reads no files: all of them wait.
final class NothingRead implements Extractions {

  @Override
  public Extraction of(Cid file) {
    return new Extraction.Waiting();
  }

  @Override
  public Map<Cid, Extraction> of(Collection<Cid> files) {
    Map<Cid, Extraction> all = new HashMap<>();
    files.forEach(file -> all.put(file, new Extraction.Waiting()));
    return all;
  }

  @Override
  public Optional<String> text(Cid file) {
    return Optional.empty();
  }

  @Override
  public boolean retry(Cid file) {
    return false;
  }

  @Override
  public long retryAll() {
    return 0;
  }

  @Override
  public List<Failure> failures(long offset, int limit) {
    return List.of();
  }

  @Override
  public Totals totals() {
    return new Totals(0, 0, 0);
  }
}
