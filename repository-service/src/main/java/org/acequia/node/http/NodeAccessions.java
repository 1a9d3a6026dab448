package org.acequia.node.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.node.accession.AccessionBook;
import org.acequia.node.accession.AccessionUndo;
import org.acequia.node.community.Home;
import org.acequia.node.jobs.Jobs;
import org.acequia.web.Accessions;
import org.acequia.web.Curator;

/// The book of accessions, for the pages.
final class NodeAccessions implements Accessions {

  private final AccessionBook book;
  private final Jobs jobs;
  private final Home home;

  NodeAccessions(AccessionBook book, Jobs jobs, Home home) {
    this.book = book;
    this.jobs = jobs;
    this.home = home;
  }

  @Override
  public long begin(Curator by, CollectionId collection, String about) {
    return book.begin(
        AccessionBook.Kind.UPLOAD, about, collection, by.name(), by.author().account());
  }

  @Override
  public void took(long accession, List<ItemId> items) {
    book.took(accession, items);
  }

  @Override
  public List<Act> newest(int limit) {
    return book.newest(limit).stream().map(NodeAccessions::act).toList();
  }

  @Override
  public OptionalLong undo(Curator by, long accession) {
    Optional<AccessionBook.Entry> act = book.find(accession).filter(entry -> may(by, entry));
    return act.isEmpty()
        ? OptionalLong.empty()
        : AccessionUndo.ask(jobs, book, act.get(), NodeImports.asker(by));
  }

  private boolean may(Curator by, AccessionBook.Entry act) {
    return act.account().equals(by.author().account()) || home.isSteward(by.author().account());
  }

  static Act act(AccessionBook.Entry entry) {
    return new Act(
        entry.id(),
        entry.kind() == AccessionBook.Kind.UPLOAD,
        entry.about(),
        entry.collection(),
        entry.by(),
        entry.begunAt(),
        entry.items(),
        entry.undoJob(),
        entry.undoneAt(),
        entry.undoneBy());
  }
}
