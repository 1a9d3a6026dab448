package org.acequia.web.memory;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.web.Curator;
import org.acequia.web.Imports;
import org.acequia.web.JobBoard;

/// One folder that lies ready, and imports that are whatever a test makes of them.
public final class MemoryImports implements Imports {

  private final MemoryJobBoard board;
  private final List<String> asked = new ArrayList<>();

  /// Imports stand on `board`.
  public MemoryImports(MemoryJobBoard board) {
    this.board = board;
  }

  /// Returns what was asked for.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public List<Source> sources(Curator by) {
    return List.of(new Source("0/fotos", "fotos", true, false, false));
  }

  @Override
  public Kept keep(Curator by, InputStream content, String name, Optional<InputStream> mapping)
      throws IOException {
    return name.endsWith(".csv")
        ? new Kept.Ready(new Source("0/" + name, name, false, mapping.isPresent(), true))
        : new Kept.Refused("imports.noTable");
  }

  @Override
  public OptionalLong ask(Curator by, String source, String collection, boolean dryRun) {
    asked.add("%s, %s, %s".formatted(source, collection, dryRun ? "look" : "take"));
    return sources(by).stream().anyMatch(one -> one.key().equals(source))
        ? OptionalLong.of(1)
        : OptionalLong.empty();
  }

  @Override
  public Optional<Import> find(Curator by, long job) {
    return board.find(job).map(entry -> new Import(entry, "0/fotos", "", true, Optional.empty()));
  }

  @Override
  public List<JobBoard.Finding> findings(long job, int from) {
    return board.findings(job).stream().skip(from).limit(FINDINGS_AT_ONCE_MAX).toList();
  }

  @Override
  public void cancel(Curator by, long job) {
    asked.add("cancel " + job);
  }

  @Override
  public void goOn(Curator by, long job) {
    asked.add("go on " + job);
  }
}
