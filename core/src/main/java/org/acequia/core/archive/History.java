package org.acequia.core.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.record.Governance;
import org.acequia.core.record.Record;
import org.acequia.core.record.RecordId;
import org.acequia.core.record.RecordType;
import org.acequia.core.record.Slot;
import org.acequia.core.record.SlotHeads;

/// Every edit of some slots, as people read it.
final class History {

  private static final Comparator<Record> NEWEST_FIRST =
      Comparator.comparing(SlotHeads::displayTime).thenComparing(Record::id).reversed();

  private final Map<Cid, Bytes> bodies;
  private final Governance governance;
  private final Set<RecordId> heads = new HashSet<>();

  private History(Map<Cid, Bytes> bodies, Governance governance) {
    this.bodies = bodies;
    this.governance = governance;
  }

  /// @param records those that count, of any slots
  static List<Version> of(List<Record> records, Map<Cid, Bytes> bodies, Governance governance) {
    Map<Slot, List<Record>> slots = new HashMap<>();
    for (Record record : records) {
      record
          .payload()
          .slot()
          .ifPresent(slot -> slots.computeIfAbsent(slot, _ -> new ArrayList<>()).add(record));
    }
    History history = new History(bodies, governance);
    slots
        .values()
        .forEach(slot -> history.heads.addAll(SlotHeads.of(slot, governance::isVoid).headIds()));
    return records.stream()
        .filter(record -> record.payload().slot().isPresent() && !governance.isVoid(record))
        .sorted(NEWEST_FIRST)
        .map(history::version)
        .toList();
  }

  private Version version(Record record) {
    String facet = record.payload().slot().map(Slot::facet).orElse("");
    Optional<Stated<Description>> description =
        facet.equals(Facet.DESCRIPTION.code())
            ? SlotReading.read(record, bodies, Bodies::description)
            : Optional.empty();
    return new Version(
        record.id(),
        facet,
        by(record, facet),
        Instant.ofEpochMilli(record.payload().time().millis()),
        description.map(Stated::value),
        record.payload().type() == RecordType.TOMB ? "" : summary(record, facet),
        heads.contains(record.id()));
  }

  private String by(Record record, String facet) {
    String name = governance.nameOf(record.payload().author().device());
    return onBehalfOf(record, facet).map(person -> "%s (%s)".formatted(person, name)).orElse(name);
  }

  private Optional<String> onBehalfOf(Record record, String facet) {
    if (facet.equals(Facet.DESCRIPTION.code())) {
      return SlotReading.read(record, bodies, Bodies::description).flatMap(Stated::onBehalfOf);
    }
    if (facet.equals(Facet.MEDIA.code())) {
      return SlotReading.read(record, bodies, Bodies::files).flatMap(Stated::onBehalfOf);
    }
    return SlotReading.read(record, bodies, Bodies::tags).flatMap(Stated::onBehalfOf);
  }

  private String summary(Record record, String facet) {
    if (facet.equals(Facet.MEDIA.code())) {
      return SlotReading.read(record, bodies, Bodies::files)
          .map(files -> files.value().stream().map(MediaFile::name))
          .map(names -> names.collect(Collectors.joining(", ")))
          .orElse("");
    }
    if (facet.equals(Facet.TAGS.code())) {
      return SlotReading.read(record, bodies, Bodies::tags)
          .map(tags -> tags.value().stream().map(LangText::text))
          .map(texts -> texts.collect(Collectors.joining(", ")))
          .orElse("");
    }
    return "";
  }
}
