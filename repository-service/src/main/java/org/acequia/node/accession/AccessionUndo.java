package org.acequia.node.accession;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.Version;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.JobFailedException;
import org.acequia.node.jobs.JobKind;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.Jobs;
import org.acequia.node.jobs.Words;

/// Undoes accessions, as jobs: what one added goes away, some hundred items a transaction. Items
/// that people have changed since stay, and are named.
public final class AccessionUndo {

  /// The kind of the jobs.
  public static final String KIND = "undo";

  private static final int BATCH_ITEMS = 200;

  private final Archive archive;
  private final AccessionBook book;
  private final Function<String, Optional<Author>> author;

  /// @param author signs on behalf of whom it is given; empty before there is a community
  public AccessionUndo(
      Archive archive, AccessionBook book, Function<String, Optional<Author>> author) {
    this.archive = archive;
    this.book = book;
    this.author = author;
  }

  /// Returns the kind of job.
  public JobKind kind() {
    return new JobKind(KIND, ImportWork.KIND, this::run);
  }

  /// Asks for an act to be undone.
  ///
  /// @return the job; empty if the act is undone, or being undone
  public static OptionalLong ask(
      Jobs jobs, AccessionBook book, AccessionBook.Entry act, String by) {
    boolean underWay =
        act.undoJob().isPresent()
            && jobs.find(act.undoJob().getAsLong())
                .filter(job -> !job.state().isOver())
                .isPresent();
    if (act.undoneAt().isPresent() || underWay) {
      return OptionalLong.empty();
    }
    act.job().ifPresent(jobs::cancel);
    Job job = jobs.ask(KIND, act.about(), Long.toString(act.id()), by);
    book.undoing(act.id(), job.id());
    return OptionalLong.of(job.id());
  }

  private void run(JobRun run) {
    Author signer =
        author
            .apply(run.askedBy())
            .orElseThrow(() -> new JobFailedException(Words.of("imports.noCommunity")));
    AccessionBook.Entry act =
        book.find(Long.parseLong(run.arguments()))
            .orElseThrow(() -> new JobFailedException(Words.of("accessions.unknown")));
    Optional<ItemId> after = run.resumed().map(ItemId::parse);
    run.total(act.items());
    while (true) {
      List<ItemId> batch = book.items(act.id(), after, BATCH_ITEMS);
      if (batch.isEmpty()) {
        break;
      }
      undo(run, signer, act, batch);
      after = Optional.of(batch.getLast());
      run.checkpoint(batch.getLast().toString());
      run.progress(run.counted("undone") + run.counted("kept"), "");
    }
    book.undoneBy(act.id(), run.askedBy());
    run.say(Words.of("accessions.undone.said", run.counted("undone"), run.counted("kept")));
  }

  private void undo(JobRun run, Author signer, AccessionBook.Entry act, List<ItemId> batch) {
    Set<ItemId> held = archive.held(batch);
    List<ItemId> gone = new ArrayList<>();
    for (ItemId item : batch) {
      List<Version> history = held.contains(item) ? archive.history(item) : List.of();
      if (isChanged(act, history)) {
        run.count("kept", 1);
        run.finding(item.toString(), "Somebody has changed it since, so it stays.");
      } else {
        gone.add(item);
      }
    }
    archive.removeAll(signer, gone.stream().filter(held::contains).toList());
    book.undone(act.id(), gone);
    run.count("undone", gone.size());
  }

  /// Tells whether anybody stated something of the item after it was taken in. What the node itself
  /// added to an import is no change.
  private static boolean isChanged(AccessionBook.Entry act, List<Version> history) {
    if (history.isEmpty()) {
      return false;
    }
    String first = history.getLast().by();
    Set<String> facets = new HashSet<>();
    for (Version version : history) {
      boolean again = !facets.add(version.facet());
      if (!version.by().equals(first) || (again && act.kind() == AccessionBook.Kind.UPLOAD)) {
        return true;
      }
    }
    return false;
  }
}
