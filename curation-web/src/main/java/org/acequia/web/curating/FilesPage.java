package org.acequia.web.curating;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;
import org.acequia.core.media.Extractions;
import org.acequia.core.media.Fault;
import org.acequia.web.pages.NotHere;
import org.acequia.web.pages.Pages;
import org.acequia.web.reading.Paging;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/// `/curate/files`: the files out of which something could not be got, and why.
@Controller
public final class FilesPage {

  private static final int SHOWN_MAX = 50;

  private static final Pattern LOOK =
      Pattern.compile("/items/[a-z0-9-]{1,80}/look/[0-9]{1,9}\\?page=[0-9]{1,9}");

  private final Extractions extractions;
  private final Archive archive;
  private final Pages pages;

  /// Shows what `extractions` tells, with the names that `archive` has for it.
  public FilesPage(Extractions extractions, Archive archive, Pages pages) {
    this.extractions = extractions;
    this.archive = archive;
    this.pages = pages;
  }

  /// What the page shows.
  public record Failures(Extractions.Totals totals, List<Entry> files, Paging paging) {}

  /// One file that failed.
  ///
  /// @param name as the item calls it, or its CID where no item has it any more
  /// @param item that has it
  public record Entry(Cid file, String name, Optional<ItemId> item, Fault fault, int tries) {}

  /// The list, the latest first.
  @GetMapping("/curate/files")
  public View list(@RequestParam(defaultValue = "") String page) {
    Extractions.Totals totals = extractions.totals();
    Paging paging = Paging.of(page, SHOWN_MAX, totals.failed());
    List<Entry> files =
        extractions.failures(paging.offset(), SHOWN_MAX).stream().map(this::entry).toList();
    return pages.show("curating/files", new Failures(totals, files, paging));
  }

  /// Has one file read again, and its pages drawn.
  ///
  /// @param back the page of a paper to return to, if any
  @PostMapping("/curate/files/{text}/retry")
  public View retry(@PathVariable String text, @RequestParam(defaultValue = "") String back) {
    extractions.retry(NotHere.unless(() -> Optional.of(Cid.parse(text))));
    return pages.seeOther(LOOK.matcher(back).matches() ? back : "/curate/files");
  }

  /// Has all of them read again.
  @PostMapping("/curate/files/retry")
  public View retryAll() {
    extractions.retryAll();
    return pages.seeOther("/curate/files");
  }

  private Entry entry(Extractions.Failure failure) {
    for (ItemId id : failure.items()) {
      Optional<MediaFile> file =
          archive.item(id).map(ItemView::media).stream()
              .flatMap(List::stream)
              .filter(media -> media.blob().equals(failure.file()))
              .findFirst();
      if (file.isPresent()) {
        return new Entry(
            failure.file(), file.get().name(), Optional.of(id), failure.fault(), failure.tries());
      }
    }
    return new Entry(
        failure.file(),
        failure.file().toString(),
        Optional.empty(),
        failure.fault(),
        failure.tries());
  }
}
