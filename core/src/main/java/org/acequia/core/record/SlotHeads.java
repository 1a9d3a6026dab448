package org.acequia.core.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.acequia.core.identity.DeviceKey;

/// What one slot adds up to: the records that no other valid record has overtaken.
///
/// A pure function of the records held and of which of them are void: order and repetition change
/// nothing. A record is a head if it is valid and no valid record reaches it along `x`; void
/// records pass reachability on, and a link to a record that is not held does nothing until it is.
public final class SlotHeads {

  /// How many records count at one (device, set, sequence number): those with the lowest ids.
  public static final int RECORDS_PER_PLACE_MAX = 4;

  /// Before this, a clock was not set: the first moment of 2020, in milliseconds.
  public static final long PLAUSIBLE_FROM_MS = 1_577_836_800_000L;

  /// From this moment on (the year 2109), a clock is broken.
  public static final long PLAUSIBLE_TO_MS = 1L << 42;

  /// What is displayed first stands first: content before tombstones, then the later time, then the
  /// higher id. Times that no sound clock shows count as the earliest of all.
  public static final Comparator<Record> DISPLAY_ORDER =
      Comparator.<Record, Boolean>comparing(record -> record.payload().type() == RecordType.TOMB)
          .thenComparing(SlotHeads::displayTime, Comparator.reverseOrder())
          .thenComparing(Record::id, Comparator.reverseOrder());

  private final Map<RecordId, Record> records;
  private final Predicate<Record> isVoid;
  private final List<Record> heads;

  private SlotHeads(Map<RecordId, Record> records, Predicate<Record> isVoid) {
    this.records = records;
    this.isVoid = isVoid;
    Set<RecordId> overtaken = overtaken();
    this.heads =
        records.values().stream()
            .filter(isVoid.negate())
            .filter(record -> !overtaken.contains(record.id()))
            .sorted(DISPLAY_ORDER)
            .toList();
  }

  /// Returns the heads of `records`, all of one slot of one set.
  ///
  /// @param isVoid which of them do not count, though they pass reachability on
  public static SlotHeads of(Collection<Record> records, Predicate<Record> isVoid) {
    Map<RecordId, Record> byId = new LinkedHashMap<>();
    counted(records).forEach(record -> byId.put(record.id(), record));
    return new SlotHeads(byId, isVoid);
  }

  /// Returns the records that count, each once: at most [#RECORDS_PER_PLACE_MAX] at one place of a
  /// device's sequence. The others are as if they were not held.
  public static List<Record> counted(Collection<Record> records) {
    Map<Place, List<Record>> places = new HashMap<>();
    for (Record record : new LinkedHashSet<>(records)) {
      places.computeIfAbsent(Place.of(record), _ -> new ArrayList<>()).add(record);
    }
    List<Record> counted = new ArrayList<>();
    places
        .values()
        .forEach(there ->
            there.stream()
                .sorted(Comparator.comparing(Record::id))
                .limit(RECORDS_PER_PLACE_MAX)
                .forEach(counted::add));
    return counted;
  }

  /// Returns when a record was made, as far as one can believe it.
  public static Hlc displayTime(Record record) {
    long millis = record.payload().time().millis();
    return millis < PLAUSIBLE_FROM_MS || millis >= PLAUSIBLE_TO_MS
        ? Hlc.ZERO
        : record.payload().time();
  }

  private Set<RecordId> overtaken() {
    Set<RecordId> overtaken = new HashSet<>();
    Deque<Record> open = new ArrayDeque<>();
    records.values().stream().filter(isVoid.negate()).forEach(open::add);
    while (!open.isEmpty()) {
      for (Record target : superseded(open.remove())) {
        if (overtaken.add(target.id())) {
          open.add(target);
        }
      }
    }
    return overtaken;
  }

  /// The records of this slot that are held and that `record` supersedes.
  private List<Record> superseded(Record record) {
    return record.payload().supersedes().stream()
        .flatMap(id -> Optional.ofNullable(records.get(id)).stream())
        .toList();
  }

  /// Returns the records that count in this slot, void ones included, in no particular order.
  public Collection<Record> records() {
    return records.values();
  }

  /// Returns the heads, in [#DISPLAY_ORDER]: one in the normal case, several in a conflict, none
  /// where no valid record is held.
  public List<Record> heads() {
    return heads;
  }

  /// Returns what an edit supersedes: the ids of the heads, in [#DISPLAY_ORDER].
  public List<RecordId> headIds() {
    return heads.stream().map(Record::id).toList();
  }

  /// Returns the heads that are no tombstones, the one for display first.
  public List<Record> survivors() {
    return heads.stream().filter(record -> record.payload().type() != RecordType.TOMB).toList();
  }

  /// Tells whether the slot's content has gone away: all heads are tombstones.
  public boolean isGone() {
    return !heads.isEmpty() && survivors().isEmpty();
  }

  /// Tells whether somebody edited what somebody else removed at the same time.
  public boolean isContested() {
    return !survivors().isEmpty() && survivors().size() < heads.size();
  }

  /// Returns the record whose content stands for `head`: the head itself if `hasContent`, or else
  /// the nearest of its ancestors that has, the one for display among equally near ones.
  public Optional<Record> standIn(Record head, Predicate<Record> hasContent) {
    Set<RecordId> seen = new HashSet<>(Set.of(head.id()));
    List<Record> level = List.of(head);
    while (!level.isEmpty()) {
      Optional<Record> nearest =
          level.stream()
              .filter(isVoid.negate())
              .filter(record -> record.payload().type() != RecordType.TOMB)
              .filter(hasContent)
              .min(DISPLAY_ORDER);
      if (nearest.isPresent()) {
        return nearest;
      }
      level =
          level.stream()
              .flatMap(record -> superseded(record).stream())
              .filter(record -> seen.add(record.id()))
              .toList();
    }
    return Optional.empty();
  }

  /// Returns the heads of both slots' records together: of the same slot, as two nodes hold it.
  public SlotHeads union(SlotHeads other) {
    List<Record> both = new ArrayList<>(records.values());
    both.addAll(other.records.values());
    return of(both, isVoid);
  }

  /// A place in a device's sequence of records of a set.
  private record Place(DeviceKey device, SetId set, long sequence) {
    static Place of(Record record) {
      Authorship author = record.payload().author();
      return new Place(author.device(), record.payload().set(), author.sequence());
    }
  }
}
