package org.acequia.node.records;

import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.RecordListener;

/// The parts of this package, put together over one database: what a node makes once, at its start.
///
/// @param store where records are read
/// @param indexes what reconciliation asks
/// @param communities which communities are followed, and what their governance sets say
/// @param blobs which files records speak of
/// @param intake the door for records from elsewhere
/// @param ledger the pen for records of this node's devices
/// @param archive the archive that the records add up to
/// @param verifier checks what is stored
/// @param announcer tells of every change
public record RecordKeeping(
    PostgresRecordStore store,
    SetIndexes indexes,
    Communities communities,
    BlobReferences blobs,
    RecordIntake intake,
    Ledger ledger,
    ArchiveService archive,
    RecordVerifier verifier,
    Announcer announcer) {

  /// Puts the parts together, reading the governance sets.
  ///
  /// @param dataSource a database that the migrations have prepared
  /// @param blobHeld tells whether a file is held
  /// @param wall the wall clock
  /// @param random secret and of cryptographic strength: ids and salts come from it
  public static RecordKeeping open(
      DataSource dataSource, Predicate<Cid> blobHeld, InstantSource wall, RandomGenerator random) {
    PostgresRecordStore store = new PostgresRecordStore(dataSource, blobHeld);
    Communities communities = new Communities(store);
    SetIndexes indexes = new SetIndexes(store);
    HybridClock clock = new HybridClock(wall);
    clock.observe(store.latestTime(clock.latestPlausible()));
    Announcer announcer = new Announcer(clock, communities, indexes);
    Ledger ledger = new Ledger(store, communities, announcer, clock);
    RecordIntake intake = new RecordIntake(store, communities, announcer);
    intake.judgeWaiting(); // a crash may have come between a capability and what waited for it
    return new RecordKeeping(
        store,
        indexes,
        communities,
        new BlobReferences(dataSource, blobHeld),
        intake,
        ledger,
        new ArchiveService(store, communities, ledger, random),
        new RecordVerifier(store, communities, indexes),
        announcer);
  }

  /// Adds a listener of all changes to come.
  public void listen(RecordListener listener) {
    announcer.listen(listener);
  }
}
