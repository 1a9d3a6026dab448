package org.acequia.it.harness;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.acequia.it.harness.Trace.Call;

/// PostgreSQL's log of changes, as the kernel saw it written.
///
/// A connection says COMMIT to the node only when what it has written of the log before is synced,
/// by itself or by another that commits at the same time. Nothing of the kind holds for what the
/// WAL writer writes in the background: that may belong to transactions which are still going on,
/// while a connection that has only read says COMMIT.
///
/// @param trace of a node and its PostgreSQL
public record LogOfChanges(Trace trace) {

  private static final String PLACE = "/pg_wal/";

  /// What a connection wrote, and its next COMMIT.
  public record Promise(Call write, Call commit) {}

  /// Returns what connections wrote after `before` and committed before `answer`.
  public List<Promise> promises(Call before, Call answer) {
    return trace
        .all(call -> call.isWrite() && isAboutTheLog(call) && before.isBefore(call))
        .stream()
        .flatMap(write -> commitOf(write).map(commit -> new Promise(write, commit)).stream())
        .filter(promise -> promise.commit().isBefore(answer))
        .toList();
  }

  /// Tells whether the log was synced between the write and the COMMIT.
  public boolean isKept(Promise promise) {
    Predicate<Call> between =
        call -> promise.write().isBefore(call) && call.isBefore(promise.commit());
    return trace.calls().stream()
        .anyMatch(call -> call.isSync() && isAboutTheLog(call) && between.test(call));
  }

  private Optional<Call> commitOf(Call write) {
    return trace.calls().stream()
        .filter(call ->
            call.process() == write.process()
                && call.name().equals("sendto")
                && call.text().contains("COMMIT")
                && write.isBefore(call))
        .findFirst();
  }

  private static boolean isAboutTheLog(Call call) {
    return call.text().substring(0, Math.max(0, call.text().indexOf('>'))).contains(PLACE);
  }
}
