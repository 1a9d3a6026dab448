package org.acequia.core.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.acequia.core.identity.DeviceKey;

/// The people of a community, as their account records state them.
///
/// A record counts if it is signed by the account's founder, or by a device that a counting record
/// which it supersedes lists. A device that was ever listed owns what it stated as the account.
public final class Accounts {

  static final Accounts NONE = new Accounts(Map.of(), new TreeMap<>());

  private final Map<AccountId, List<Record>> records;
  private final NavigableMap<AccountId, Account> accounts;
  private final Map<DeviceKey, AccountId> byDevice = new HashMap<>();

  private Accounts(
      Map<AccountId, List<Record>> records, NavigableMap<AccountId, Account> accounts) {
    this.records = records;
    this.accounts = accounts;
    accounts.forEach(
        (id, account) -> account.owned.forEach(device -> byDevice.putIfAbsent(device, id)));
    accounts.reversed().forEach((id, account) -> byDevice.put(account.content.founder(), id));
  }

  /// Returns the accounts' ids, in ascending order.
  public List<AccountId> ids() {
    return List.copyOf(accounts.keySet());
  }

  /// Returns an account as it stands: where several edits compete, the one for display, with the
  /// devices of all.
  public Optional<AccountContent> find(AccountId id) {
    return Optional.ofNullable(accounts.get(id)).map(Account::content);
  }

  /// Returns the records that an edit of the account supersedes.
  public List<RecordId> heads(AccountId id) {
    return Optional.ofNullable(accounts.get(id)).map(Account::heads).orElse(List.of());
  }

  /// Tells whether the account lists the device, or ever did.
  public boolean owns(AccountId id, DeviceKey device) {
    return Optional.ofNullable(accounts.get(id))
        .filter(account -> account.owned.contains(device))
        .isPresent();
  }

  /// Returns the account that the device founded, or one that lists it: the lowest id where there
  /// are several.
  public Optional<AccountId> accountOf(DeviceKey device) {
    return Optional.ofNullable(byDevice.get(device));
  }

  /// Returns the view that also knows `more` account records, new and admitted.
  Accounts with(List<Record> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<AccountId, List<Record>> all = new HashMap<>(records);
    NavigableMap<AccountId, Account> folded = new TreeMap<>(accounts);
    Set<AccountId> touched = new HashSet<>();
    for (Record record : more) {
      AccountId id = new AccountId(record.payload().slot().orElseThrow().subject());
      all.merge(id, List.of(record), Accounts::concat);
      touched.add(id);
    }
    touched.forEach(
        id -> Account.fold(all.getOrDefault(id, List.of())).ifPresent(a -> folded.put(id, a)));
    return new Accounts(all, folded);
  }

  private static List<Record> concat(List<Record> left, List<Record> right) {
    List<Record> both = new ArrayList<>(left);
    both.addAll(right);
    return List.copyOf(both);
  }

  /// One account of which at least one record counts.
  ///
  /// @param content as it stands
  /// @param owned every device that was ever listed
  /// @param heads what an edit supersedes
  private record Account(AccountContent content, Set<DeviceKey> owned, List<RecordId> heads) {

    static Optional<Account> fold(List<Record> records) {
      List<Record> held = SlotHeads.counted(records);
      Map<RecordId, AccountContent> counting = counting(held);
      SlotHeads slot = SlotHeads.of(held, record -> !counting.containsKey(record.id()));
      if (slot.heads().isEmpty()) {
        return Optional.empty();
      }
      Set<DeviceKey> devices = new LinkedHashSet<>();
      slot.headIds().forEach(id -> devices.addAll(content(counting, id).devices()));
      Set<DeviceKey> owned = new HashSet<>();
      counting.values().forEach(content -> owned.addAll(content.devices()));
      AccountContent shown = content(counting, slot.headIds().getFirst());
      owned.add(shown.founder());
      AccountContent content =
          new AccountContent(
              shown.name(), shown.founder(), shown.nonce(), List.copyOf(devices), shown.node());
      return Optional.of(new Account(content, Set.copyOf(owned), slot.headIds()));
    }

    private static AccountContent content(Map<RecordId, AccountContent> counting, RecordId id) {
      return Optional.ofNullable(counting.get(id)).orElseThrow();
    }

    /// A record that counts may make one count that supersedes it, so we look until nothing more is
    /// found.
    private static Map<RecordId, AccountContent> counting(List<Record> records) {
      Map<RecordId, AccountContent> counting = new HashMap<>();
      int before;
      do {
        before = counting.size();
        for (Record record : records) {
          AccountContent content =
              AccountContent.fromNode(record.payload().content().orElseThrow());
          if (speaksFor(content, record, counting)) {
            counting.put(record.id(), content);
          }
        }
      } while (counting.size() > before);
      return counting;
    }

    private static boolean speaksFor(
        AccountContent content, Record record, Map<RecordId, AccountContent> counting) {
      DeviceKey device = record.payload().author().device();
      return device.equals(content.founder())
          || record.payload().supersedes().stream()
              .flatMap(id -> Optional.ofNullable(counting.get(id)).stream())
              .anyMatch(earlier -> earlier.devices().contains(device));
    }
  }
}
