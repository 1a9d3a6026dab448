package org.acequia.web.curating;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.CollectionView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.Term;
import org.acequia.web.Curator;
import org.acequia.web.Imports;
import org.acequia.web.JobBoard;
import org.acequia.web.Words;
import org.acequia.web.pages.CsvCell;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Page;
import org.acequia.web.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/// `/curate/import`: look at what an import would do, start it, watch it, undo it.
@Controller
public final class ImportPage {

  private static final int COLLECTION_LENGTH_MAX = 500;
  private static final int FINDINGS_SHOWN = 100;

  private final Desk desk;
  private final Imports imports;
  private final Archive archive;
  private final Pages pages;

  /// Asks `imports`.
  public ImportPage(Desk desk, Imports imports, Archive archive, Pages pages) {
    this.desk = desk;
    this.imports = imports;
    this.archive = archive;
    this.pages = pages;
  }

  /// What the form shows.
  ///
  /// @param titles of collections, to choose from
  /// @param chosen the key of a source
  /// @param problem the key of a message
  /// @param fault what is wrong with a mapping
  public record Choice(
      List<Imports.Source> sources,
      List<String> titles,
      String chosen,
      Optional<String> problem,
      Optional<Words> fault) {}

  /// What the page of one import shows.
  ///
  /// @param from how many findings were passed over
  public record One(Imports.Import job, List<JobBoard.Finding> findings, int from) {

    /// Tells whether what was added can be undone.
    public boolean isUndoable() {
      return job.act().filter(act -> act.items() > 0 && act.undoneAt().isEmpty()).isPresent();
    }

    /// Returns where the next findings begin, if there are more.
    public OptionalLong next() {
      long end = (long) from + findings.size();
      return !findings.isEmpty() && end < job.job().count("findings")
          ? OptionalLong.of(end)
          : OptionalLong.empty();
    }

    /// Returns where the findings before these begin.
    public int previous() {
      return Math.max(0, from - FINDINGS_SHOWN);
    }
  }

  /// The form.
  @GetMapping("/curate/import")
  public View form(@RequestParam(defaultValue = "") String source, HttpServletRequest request) {
    return pages.show(
        "curating/import",
        choice(desk.curator(request), source, Optional.empty(), Optional.empty()));
  }

  /// Keeps a table that was sent, to be chosen then.
  @PostMapping("/curate/import/table")
  public View table(
      @RequestParam(name = "table", required = false) Optional<MultipartFile> table,
      @RequestParam(name = "mapping", required = false) Optional<MultipartFile> mapping,
      HttpServletRequest request)
      throws IOException {
    Curator by = desk.curator(request);
    if (table.filter(file -> !file.isEmpty()).isEmpty()) {
      return refused(by, Optional.of("imports.noTable"), Optional.empty());
    }
    return switch (keep(by, table.get(), mapping.filter(file -> !file.isEmpty()))) {
      case Imports.Kept.Ready(var source) ->
          pages.show(
              "curating/import", choice(by, source.key(), Optional.empty(), Optional.empty()));
      case Imports.Kept.Refused(var problem) -> refused(by, Optional.of(problem), Optional.empty());
      case Imports.Kept.MappingFault(var fault) ->
          refused(by, Optional.empty(), Optional.of(fault));
    };
  }

  private Imports.Kept keep(Curator by, MultipartFile table, Optional<MultipartFile> mapping)
      throws IOException {
    String name = Optional.ofNullable(table.getOriginalFilename()).orElse("");
    try (InputStream content = table.getInputStream()) {
      if (mapping.isEmpty()) {
        return imports.keep(by, content, name, Optional.empty());
      }
      try (InputStream columns = mapping.get().getInputStream()) {
        return imports.keep(by, content, name, Optional.of(columns));
      }
    }
  }

  /// Asks for a look, or for the import itself.
  @PostMapping("/curate/import")
  public View ask(HttpServletRequest request) {
    Form form = new Form(request);
    Curator by = desk.curator(request);
    String collection = form.field("collection");
    if (collection.length() > COLLECTION_LENGTH_MAX) {
      return refused(by, Optional.of("imports.collectionTooLong"), Optional.empty());
    }
    boolean dryRun = !form.field("act").equals("take");
    OptionalLong job = imports.ask(by, form.field("source"), collection, dryRun);
    return job.isPresent()
        ? pages.seeOther("/curate/import/" + job.getAsLong())
        : refused(by, Optional.of("imports.noSource"), Optional.empty());
  }

  /// One import.
  @GetMapping("/curate/import/{job}")
  public View one(
      @PathVariable String job,
      @RequestParam(defaultValue = "0") int from,
      HttpServletRequest request) {
    Imports.Import known = known(job, request);
    int passed = Math.max(0, from);
    return pages.show(
        "curating/imported",
        new One(
            known,
            imports.findings(known.job().id(), passed).stream().limit(FINDINGS_SHOWN).toList(),
            passed));
  }

  /// All that one import found wrong, as a table in the reader's language.
  @GetMapping("/curate/import/{job}/findings.csv")
  public void findings(
      @PathVariable String job, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long id = known(job, request).job().id();
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"import-%d.csv\"".formatted(id));
    Page page = pages.page(request);
    try (Writer out = new OutputStreamWriter(response.getOutputStream(), UTF_8)) {
      out.write(line(page.text("imports.csv.source"), page.text("imports.csv.problem")));
      int from = 0;
      List<JobBoard.Finding> next = imports.findings(id, from);
      while (!next.isEmpty()) {
        for (JobBoard.Finding finding : next) {
          out.write(line(page.about(finding.subject()), page.say(finding.problem())));
        }
        from += next.size();
        next = imports.findings(id, from);
      }
    }
  }

  private static String line(String source, String problem) {
    return CsvCell.of(source) + "," + CsvCell.of(problem) + "\r\n";
  }

  /// Cancels an import.
  @PostMapping("/curate/import/{job}/cancel")
  public View cancel(@PathVariable String job, HttpServletRequest request) {
    long id = known(job, request).job().id();
    imports.cancel(desk.curator(request), id);
    return pages.seeOther("/curate/import/" + id);
  }

  /// Goes on with an import that stopped.
  @PostMapping("/curate/import/{job}/retry")
  public View goOn(@PathVariable String job, HttpServletRequest request) {
    long id = known(job, request).job().id();
    imports.goOn(desk.curator(request), id);
    return pages.seeOther("/curate/import/" + id);
  }

  private View refused(Curator by, Optional<String> problem, Optional<Words> fault) {
    return pages.show(
        HttpStatus.UNPROCESSABLE_CONTENT, "curating/import", choice(by, "", problem, fault));
  }

  private Choice choice(
      Curator by, String chosen, Optional<String> problem, Optional<Words> fault) {
    List<String> titles =
        archive.collections().stream()
            .map(CollectionView::description)
            .flatMap(description -> description.all(Term.TITLE).stream().limit(1))
            .map(LangText::text)
            .toList();
    return new Choice(imports.sources(by), titles, chosen, problem, fault);
  }

  private Imports.Import known(String job, HttpServletRequest request) {
    return NotHere.unless(() -> imports.find(desk.curator(request), Long.parseLong(job)));
  }
}
