package org.acequia.node.accession;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.Version;
import org.acequia.core.record.RecordId;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.Actors;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.jobs.Asker;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.JobFailedException;
import org.acequia.node.jobs.JobKind;
import org.acequia.node.jobs.JobRun;
import org.acequia.node.jobs.Jobs;
import org.acequia.node.jobs.Said;
import org.acequia.web.Subject;

/// Undoes accessions, as jobs: what one added goes away, some hundred items a transaction. Items
/// that people have changed since stay, and are named.
public final class AccessionUndo {

  /// The kind of the jobs.
  public static final String KIND = "undo";

  private static final int BATCH_ITEMS = 200;

  /// An item is stated at once: what is stated of it later than this is somebody's edit.
  private static final Duration STATED_WITHIN = Duration.ofSeconds(10);

  private final Archive archive;
  private final AccessionBook book;
  private final AuditTrail trail;
  private final Function<String, Optional<Author>> author;

  /// @param trail hears of each act that is undone, by who asked for it
  /// @param author signs on behalf of whom it is given; empty before there is a community
  public AccessionUndo(
      Archive archive,
      AccessionBook book,
      AuditTrail trail,
      Function<String, Optional<Author>> author) {
    this.archive = archive;
    this.book = book;
    this.trail = trail;
    this.author = author;
  }

  /// Returns the kind of job.
  public JobKind kind() {
    return new JobKind(KIND, ImportWork.KIND, this::run);
  }

  /// Asks for an act to be undone. An import under way is cancelled first.
  ///
  /// @return the job; empty if the act is undone, or being undone
  public static OptionalLong ask(Jobs jobs, AccessionBook book, AccessionBook.Entry act, Asker by) {
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
            .orElseThrow(() -> new JobFailedException(Said.NO_COMMUNITY.with()));
    AccessionBook.Entry act =
        book.find(Long.parseLong(run.arguments()))
            .orElseThrow(() -> new JobFailedException(Said.ACT_UNKNOWN.with()));
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
      run.progress(run.counted("undone") + run.counted("kept"), Subject.NONE);
    }
    act.job().ifPresent(run::beginsAnew);
    book.undoneBy(act.id(), run.askedBy());
    trail.note(Act.ACCESSION_UNDONE, Long.toString(act.id()), inTheTrail(run.askedBy()));
    // An attempt that was cut off took away more than it counted: the book knows better.
    run.count("undone", book.count(act.id(), true) - run.counted("undone"));
    run.say(Said.UNDONE.with(run.counted("undone"), run.counted("kept")));
  }

  private static String inTheTrail(String askedBy) {
    return askedBy.equals(Actors.THE_OPERATOR) ? Actors.OPERATOR : askedBy;
  }

  private void undo(JobRun run, Author signer, AccessionBook.Entry act, List<ItemId> batch) {
    List<ItemId> standing = new ArrayList<>();
    Set<RecordId> seen = new HashSet<>();
    Set<ItemId> gone = archive.held(batch).stream().collect(Collectors.toSet());
    // What is not shown was never added, or removed by hand or by this job before it was cut off.
    List<ItemId> shown = shown(batch);
    Map<ItemId, List<Version>> histories = archive.histories(shown);
    for (ItemId item : shown) {
      List<Version> history = histories.getOrDefault(item, List.of());
      if (isChanged(history)) {
        gone.remove(item);
        keep(run, item);
      } else {
        standing.add(item);
        history.forEach(version -> seen.add(version.record()));
      }
    }
    archive.removeAll(signer, standing, seen);
    for (ItemId item : shown(standing)) { // changed while this looked
      gone.remove(item);
      keep(run, item);
    }
    act.job()
        .ifPresent(run::beginsAnew); // first: after a kill it may do too much, never too little
    book.undone(act.id(), gone);
    run.count("undone", gone.size());
  }

  private List<ItemId> shown(List<ItemId> items) {
    return archive.views(items).stream().map(ItemView::id).toList();
  }

  private static void keep(JobRun run, ItemId item) {
    run.count("kept", 1);
    run.finding(Subject.of(item.toString()), Said.CHANGED_SINCE.with());
  }

  /// Tells whether anybody stated something of the item after it was taken in.
  private static boolean isChanged(List<Version> history) {
    if (history.isEmpty()) {
      return false;
    }
    Version first = history.getLast();
    Set<String> facets = new HashSet<>();
    for (Version version : history) {
      boolean another = !version.by().equals(first.by());
      boolean later = version.at().isAfter(first.at().plus(STATED_WITHIN));
      if (another || later || !facets.add(version.facet())) {
        return true;
      }
    }
    return false;
  }
}
