package org.acequia.core.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acequia.core.identity.DeviceKey;

/// What the governance set of one community says: who may do what, and who is who.
///
/// A value: the same records give an equal answer whatever the order in which they came, and
/// [#with(Record)] returns another view without changing this one. Holds admitted records only.
/// Safe for several threads.
public final class Governance {

  private final CommunityId community;
  private final Optional<Record> genesis;
  private final Optional<CharterContent> charter;
  private final Map<RecordId, Record> records;
  private final Accounts accounts;
  private final Map<RecordId, Chain> chains = new ConcurrentHashMap<>();

  private Governance(
      CommunityId community,
      Optional<Record> genesis,
      Map<RecordId, Record> records,
      Accounts accounts) {
    this.community = community;
    this.genesis = genesis;
    this.charter =
        genesis.flatMap(record -> record.payload().content()).map(CharterContent::fromNode);
    this.records = records;
    this.accounts = accounts;
  }

  /// Returns the view of a node that knows nothing of the community but its id.
  public static Governance empty(CommunityId community) {
    return new Governance(community, Optional.empty(), Map.of(), Accounts.NONE);
  }

  /// Returns the view of `records`, in any order.
  public static Governance of(CommunityId community, Collection<Record> records) {
    return empty(community).withAll(records);
  }

  /// Returns the view that also knows `record`. Costs a copy of the map where the record bears on
  /// governance, and nothing otherwise: use [#withAll(Collection)] for many.
  public Governance with(Record record) {
    return withAll(List.of(record));
  }

  /// Returns the view that also knows `more`. Records that do not bear on governance, or belong to
  /// another community, change nothing.
  public Governance withAll(Collection<Record> more) {
    Map<RecordId, Record> all = new HashMap<>(records);
    Optional<Record> first = genesis;
    List<Record> people = new ArrayList<>();
    for (Record record : more) {
      if (!bears(record) || all.putIfAbsent(record.id(), record) != null) {
        continue;
      }
      if (record.isGenesis()) {
        first = Optional.of(record);
      } else if (record.payload().type() == RecordType.ACCT) {
        people.add(record);
      }
    }
    return all.size() == records.size()
        ? this
        : new Governance(community, first, all, accounts.with(people));
  }

  private boolean bears(Record record) {
    return record.community().equals(community)
        && record.payload().set().equals(SetId.GOVERNANCE)
        && record.payload().type().hasContent();
  }

  /// Returns the community.
  public CommunityId community() {
    return community;
  }

  /// Returns the charter, once it is held.
  public Optional<CharterContent> charter() {
    return charter;
  }

  /// Tells whether `device` is one of the charter's delegates.
  public boolean isDelegate(DeviceKey device) {
    return charter.isPresent() && charter.get().delegates().contains(device);
  }

  /// Returns a record of this view: a charter, a capability, an account …
  public Optional<Record> find(RecordId id) {
    return Optional.ofNullable(records.get(id));
  }

  /// Returns the capabilities that `device` was granted, in no particular order.
  public List<RecordId> capabilitiesOf(DeviceKey device) {
    return records.values().stream()
        .filter(record -> record.payload().type() == RecordType.CAP)
        .filter(record -> authority(record.id()).filter(a -> a.holder().equals(device)).isPresent())
        .map(Record::id)
        .toList();
  }

  /// Returns a capability by which `device` holds `role` in `set`: the lowest id of several. A
  /// delegate of the charter needs none.
  public Optional<RecordId> capabilityFor(DeviceKey device, Role role, SetId set) {
    return capabilitiesOf(device).stream()
        .filter(id -> authority(id).filter(held -> held.allows(role, set)).isPresent())
        .min(Comparator.naturalOrder());
  }

  /// Returns what the capability `id` allows its audience, if it and its chain are held.
  public Optional<Authority> authority(RecordId id) {
    return chainOf(id) instanceof Chain.Held(Authority authority)
        ? Optional.of(authority)
        : Optional.empty();
  }

  /// Returns what an author's device may do, on the capability that it names.
  Chain chain(Authorship author) {
    if (genesis.isEmpty()) {
      return new Chain.Missing(Set.of(new RecordId(community.value())));
    }
    if (author.capability().isEmpty()) {
      return isDelegate(author.device())
          ? new Chain.Held(Authority.delegate(author.device()))
          : new Chain.Broken(
              "it names no capability, and its author is no delegate of the charter");
    }
    Chain chain = chainOf(author.capability().get());
    return chain instanceof Chain.Held(Authority authority)
            && !authority.holder().equals(author.device())
        ? new Chain.Broken("its capability was granted to another device")
        : chain;
  }

  /// Returns where the chain of a capability leads.
  Chain chainOf(RecordId capability) {
    Chain known = chains.get(capability);
    if (known != null) {
      return known;
    }
    Chain chain = resolve(capability, 0);
    chains.put(capability, chain);
    return chain;
  }

  private Chain resolve(RecordId id, int links) {
    Record record = records.get(id);
    if (record == null) {
      return new Chain.Missing(Set.of(id));
    }
    if (record.payload().type() != RecordType.CAP || record.payload().content().isEmpty()) {
      return new Chain.Broken("what it names as its capability is none");
    }
    if (links == Authority.LINKS_MAX) {
      return new Chain.Broken(
          "more than %d capabilities stand between it and the charter"
              .formatted(Authority.LINKS_MAX));
    }
    Authorship author = record.payload().author();
    Chain above =
        author.capability().isEmpty()
            ? chain(author)
            : resolve(author.capability().get(), links + 1);
    if (!(above instanceof Chain.Held(Authority issuer))) {
      return above;
    }
    if (!issuer.holder().equals(author.device())) {
      return new Chain.Broken("a capability of its chain was granted to another device");
    }
    try {
      return new Chain.Held(issuer.grant(Grant.fromNode(record.payload().content().get())));
    } catch (MalformedRecordException e) {
      return new Chain.Broken(e.reason());
    }
  }

  /// Returns the accounts, as they stand.
  public Accounts accounts() {
    return accounts;
  }

  /// Tells whether a record does not count although it was admitted: it states a personal facet of
  /// an account that does not own its device.
  public boolean isVoid(Record record) {
    return record
        .payload()
        .slot()
        .flatMap(Slot::account)
        .filter(account -> !accounts.owns(account, record.payload().author().device()))
        .isPresent();
  }

  /// Returns how to name a record's author: the account's name, or the device's key in hexadecimal
  /// digits where no account has it.
  public String nameOf(DeviceKey device) {
    return accounts
        .accountOf(device)
        .flatMap(accounts::find)
        .map(AccountContent::name)
        .orElseGet(() -> device.value().toString());
  }

  /// Where a capability's chain leads.
  sealed interface Chain {
    /// To the charter.
    record Held(Authority authority) implements Chain {}

    /// To records that are not held.
    record Missing(Set<RecordId> records) implements Chain {}

    /// Nowhere, for ever.
    record Broken(String reason) implements Chain {}
  }
}
