package org.acequia.core.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordType;

/// Where the heads of a slot do not agree: what people see of a conflict.
final class Merge {

  private static final LangText UNNAMED = new LangText(LangText.UNKNOWN, "…");

  private Merge() {}

  static List<Conflict> descriptionConflicts(SlotReading<Description> slot, Governance governance) {
    String facet = Facet.DESCRIPTION.code();
    List<Conflict> conflicts =
        new ArrayList<>(gone(facet, slot, governance, value -> value.all(Term.TITLE)));
    TreeSet<Term> terms = new TreeSet<>();
    slot.claims().forEach(claim -> terms.addAll(claim.value().values().keySet()));
    for (Term term : terms) {
      conflicts.addAll(differing(facet, term.code(), slot, governance, value -> value.all(term)));
    }
    return conflicts;
  }

  static List<Conflict> mediaConflicts(SlotReading<List<MediaFile>> slot, Governance governance) {
    String facet = Facet.MEDIA.code();
    List<Conflict> conflicts = new ArrayList<>(gone(facet, slot, governance, Merge::names));
    if (slot.claims().stream().map(SlotReading.Claimed::value).distinct().count() > 1) {
      conflicts.add(conflict(facet, "files", slot, governance, Merge::names));
    }
    return conflicts;
  }

  private static List<LangText> names(List<MediaFile> files) {
    return files.stream().map(file -> new LangText(LangText.UNKNOWN, file.name())).toList();
  }

  private static <T> List<Conflict> differing(
      String facet,
      String field,
      SlotReading<T> slot,
      Governance governance,
      Function<T, List<LangText>> values) {
    long claims =
        slot.claims().stream().map(claim -> values.apply(claim.value())).distinct().count();
    return claims > 1 ? List.of(conflict(facet, field, slot, governance, values)) : List.of();
  }

  private static <T> Conflict conflict(
      String facet,
      String field,
      SlotReading<T> slot,
      Governance governance,
      Function<T, List<LangText>> values) {
    return new Conflict(
        facet,
        field,
        slot.claims().stream()
            .map(claim -> claim(claim.head(), governance, values.apply(claim.value())))
            .toList());
  }

  /// Somebody removed what somebody else edited meanwhile.
  private static <T> List<Conflict> gone(
      String facet,
      SlotReading<T> slot,
      Governance governance,
      Function<T, List<LangText>> values) {
    if (!slot.heads().isContested()) {
      return List.of();
    }
    List<Conflict.Claim> claims = new ArrayList<>();
    for (SlotReading.Claimed<T> claim : slot.claims()) {
      List<LangText> named = values.apply(claim.value());
      claims.add(claim(claim.head(), governance, named.isEmpty() ? List.of(UNNAMED) : named));
    }
    slot.heads().heads().stream()
        .filter(head -> head.payload().type() == RecordType.TOMB)
        .forEach(head -> claims.add(claim(head, governance, List.of())));
    return List.of(new Conflict(facet, Conflict.GONE, claims));
  }

  private static Conflict.Claim claim(Record head, Governance governance, List<LangText> values) {
    return new Conflict.Claim(
        head.id(), governance.nameOf(head.payload().author().device()), values);
  }
}
