package org.acequia.web.curating;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.record.RecordId;
import org.acequia.web.pages.Undos;

/// The steps back from what is about to be done to an item, taken from how it stands now.
final class Undoing {

  private Undoing() {}

  /// Back to the description as it stands.
  static List<Undos.Step> description(ItemView item) {
    return item.descriptionHeads().stream()
        .limit(1)
        .<Undos.Step>map(head -> restore(item.id(), head))
        .toList();
  }

  /// Back to the author's own tags as they stand.
  static Undos.Step tags(ItemView item, Author author) {
    List<LangText> own = own(item, author);
    return (archive, by) -> archive.tag(by, item.id(), own);
  }

  /// Back to the files as they stand.
  static Undos.Step files(ItemView item) {
    List<MediaFile> files = item.media();
    return (archive, by) -> {
      Optional<ItemView> now = archive.item(item.id());
      now.ifPresent(view -> archive.attach(by, view.id(), files, view.mediaHeads()));
    };
  }

  /// Back from its removal.
  static List<Undos.Step> removal(ItemView item, Author author) {
    List<Undos.Step> steps = new ArrayList<>(description(item));
    if (!own(item, author).isEmpty()) {
      steps.add(tags(item, author));
    }
    return steps;
  }

  /// Away with an item.
  static Undos.Step away(ItemId id) {
    return (archive, by) -> {
      if (archive.item(id).isPresent()) {
        archive.remove(by, id);
      }
    };
  }

  /// Returns the author's own tags.
  static List<LangText> own(ItemView item, Author author) {
    return item.tags().stream()
        .filter(of -> of.account().equals(author.account()))
        .flatMap(of -> of.tags().stream())
        .toList();
  }

  private static Undos.Step restore(ItemId id, RecordId version) {
    return (archive, by) -> archive.restore(by, id, version);
  }
}
