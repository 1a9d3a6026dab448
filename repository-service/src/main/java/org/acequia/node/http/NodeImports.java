package org.acequia.node.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.node.accession.AccessionBook;
import org.acequia.node.accession.ImportRequest;
import org.acequia.node.accession.ImportSources;
import org.acequia.node.accession.ImportWork;
import org.acequia.node.accession.SentTables;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.community.Home;
import org.acequia.node.jobs.Asker;
import org.acequia.node.jobs.Job;
import org.acequia.node.jobs.Jobs;
import org.acequia.web.Curator;
import org.acequia.web.Imports;
import org.acequia.web.JobBoard;

/// Imports, for the pages.
final class NodeImports implements Imports {

  private final SentTables tables;
  private final Jobs jobs;
  private final AccessionBook book;
  private final AuditTrail trail;
  private final Home home;

  NodeImports(SentTables tables, Jobs jobs, AccessionBook book, AuditTrail trail, Home home) {
    this.tables = tables;
    this.jobs = jobs;
    this.book = book;
    this.trail = trail;
    this.home = home;
  }

  @Override
  public List<Source> sources(Curator by) {
    return tables.sources().sources(by.author().account()).stream().map(SentTables::shown).toList();
  }

  @Override
  public Kept keep(Curator by, InputStream content, String name, Optional<InputStream> mapping)
      throws IOException {
    Kept kept = tables.keep(by.author().account(), content, name, mapping);
    if (kept instanceof Kept.Ready(var source)) {
      trail.note(Act.TABLE_SENT, source.name());
    }
    return kept;
  }

  @Override
  public OptionalLong ask(Curator by, String source, String collection, boolean dryRun) {
    Optional<ImportSources.Source> found = tables.sources().find(by.author().account(), source);
    if (found.isEmpty()) {
      return OptionalLong.empty();
    }
    ImportRequest request =
        new ImportRequest(
            List.of(found.get().path()),
            Optional.of(collection).filter(title -> !title.isEmpty()),
            found.get().mapping(),
            dryRun);
    Job job = jobs.ask(ImportWork.KIND, request.about(), ImportWork.write(request), asker(by));
    trail.note(Act.IMPORTED, Long.toString(job.id()));
    return OptionalLong.of(job.id());
  }

  @Override
  public Optional<Import> find(Curator by, long job) {
    return jobs.find(job).filter(NodeImports::isImport).map(found -> view(by, found));
  }

  @Override
  public List<JobBoard.Finding> findings(long job, int from) {
    return jobs.findings(job, from).stream()
        .map(finding -> new JobBoard.Finding(finding.subject(), finding.problem()))
        .toList();
  }

  @Override
  public void cancel(Curator by, long job) {
    if (changeable(by, job) && jobs.cancel(job)) {
      trail.note(Act.JOB_CANCELLED, Long.toString(job));
    }
  }

  @Override
  public void goOn(Curator by, long job) {
    if (changeable(by, job) && jobs.retry(job)) {
      trail.note(Act.JOB_RETRIED, Long.toString(job));
    }
  }

  private boolean changeable(Curator by, long job) {
    return jobs.find(job)
        .filter(NodeImports::isImport)
        .filter(found -> found.askedBy().is(asker(by)) || home.isSteward(by.author().account()))
        .isPresent();
  }

  private Import view(Curator by, Job job) {
    ImportRequest request = ImportWork.read(job.arguments());
    String key =
        request.paths().size() == 1
            ? tables
                .sources()
                .at(by.author().account(), request.paths().getFirst())
                .map(ImportSources.Source::key)
                .orElse("")
            : "";
    return new Import(
        NodeJobBoard.entry(job),
        key,
        request.collection().orElse(""),
        request.dryRun(),
        book.ofJob(job.id()).map(NodeAccessions::act));
  }

  static Asker asker(Curator curator) {
    return new Asker(curator.name(), Optional.of(curator.author().account()));
  }

  private static boolean isImport(Job job) {
    return job.kind().equals(ImportWork.KIND);
  }
}
