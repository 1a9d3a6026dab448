package org.acequia.core.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.identity.DeviceKey;

/// What a capability grants (`docs/format.md`, Contents).
///
/// @param audience to whom
/// @param role what it allows
/// @param scope where
/// @param note what it is for, for people: 1 to 200 characters
public record Grant(DeviceKey audience, Role role, Scope scope, Optional<String> note) {

  /// The most sets one grant names.
  public static final int SETS_MAX = 64;

  /// The longest note.
  public static final int NOTE_LENGTH_MAX = 200;

  /// Returns a grant over all open sets and governance.
  public static Grant everywhere(DeviceKey audience, Role role) {
    return new Grant(audience, role, Scope.EVERYWHERE, Optional.empty());
  }

  /// Reads the content of a capability.
  ///
  /// @throws MalformedRecordException naming the field that is wrong
  public static Grant fromNode(Node node) {
    Fields fields = new Fields("capability", node);
    String code = fields.text("role", NOTE_LENGTH_MAX);
    Grant grant =
        new Grant(
            fields.key("aud"),
            Role.of(code)
                .orElseThrow(
                    () -> new MalformedRecordException("capability.role: no role is called so")),
            fields
                .optional("sets", key -> readSets(fields.list(key, 1, SETS_MAX)))
                .orElse(Scope.EVERYWHERE),
            fields.optional("note", key -> fields.text(key, NOTE_LENGTH_MAX)));
    fields.end();
    return grant;
  }

  private static Scope readSets(List<Node> nodes) {
    List<SetId> sets = new ArrayList<>();
    for (Node node : nodes) {
      if (!(node instanceof Node.Binary(Bytes value)) || value.size() != SetId.SIZE_BYTES) {
        throw new MalformedRecordException("capability.sets: not the id of a set");
      }
      SetId set = new SetId(value);
      if (!sets.isEmpty() && sets.getLast().compareTo(set) >= 0) {
        throw new MalformedRecordException("capability.sets: not in ascending order");
      }
      sets.add(set);
    }
    return Scope.of(sets);
  }

  /// Returns the content as it stands in a record.
  public Node toNode() {
    Map<String, Node> map = new LinkedHashMap<>();
    map.put("aud", new Node.Binary(audience.value()));
    map.put("role", new Node.Text(role.code()));
    scope
        .sets()
        .ifPresent(sets ->
            map.put(
                "sets",
                new Node.List(
                    sets.stream().<Node>map(set -> new Node.Binary(set.value())).toList())));
    note.ifPresent(text -> map.put("note", new Node.Text(text)));
    return Node.Dictionary.of(map);
  }

  /// Where a grant holds.
  ///
  /// @param sets in ascending order; absent for all open sets and governance
  public record Scope(Optional<NavigableSet<SetId>> sets) {

    /// All open sets, and governance.
    public static final Scope EVERYWHERE = new Scope(Optional.empty());

    /// Returns the scope of `sets` alone.
    public static Scope of(Iterable<SetId> sets) {
      NavigableSet<SetId> sorted = new TreeSet<>();
      sets.forEach(sorted::add);
      return new Scope(Optional.of(Collections.unmodifiableNavigableSet(sorted)));
    }

    /// Tells whether the grant holds in `set`.
    public boolean covers(SetId set) {
      return sets.isEmpty() || sets.get().contains(set);
    }

    /// Tells whether this scope lies wholly within `outer`.
    public boolean within(Scope outer) {
      return outer.sets.isEmpty() || (sets.isPresent() && outer.sets.get().containsAll(sets.get()));
    }
  }
}
