package org.acequia.node;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.store.BlobStore;
import org.acequia.core.unixfs.FileTree;
import org.acequia.indexer.FileWords;
import org.acequia.indexer.LuceneSearchIndex;
import org.acequia.node.accession.AccessionBook;
import org.acequia.node.accession.AccessionUndo;
import org.acequia.node.accession.ImportParts;
import org.acequia.node.accession.ImportWork;
import org.acequia.node.accession.MediaTypes;
import org.acequia.node.audit.Actors;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.audit.AuditedArchive;
import org.acequia.node.audit.PostgresAuditTrail;
import org.acequia.node.blob.FileBlobStore;
import org.acequia.node.care.CareJobs;
import org.acequia.node.community.CommunityFounding;
import org.acequia.node.community.CuratorAccounts;
import org.acequia.node.community.Home;
import org.acequia.node.community.Joining;
import org.acequia.node.community.SetupToken;
import org.acequia.node.community.StoredTokens;
import org.acequia.node.directory.DataDirectory;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.indexing.ArrivalLog;
import org.acequia.node.indexing.IndexFeeder;
import org.acequia.node.jobs.JobKind;
import org.acequia.node.jobs.Jobs;
import org.acequia.node.neighbours.Healing;
import org.acequia.node.records.BlobArrivals;
import org.acequia.node.records.RecordKeeping;
import org.acequia.web.HeldFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is kept, as people know it: blobs, records, the archive, its index, its community.
@Configuration(proxyBeanMethods = false)
class ArchiveConfiguration {

  @Bean
  SpaceReserve spaceReserve(DataDirectory data) {
    return new SpaceReserve(data.path());
  }

  @Bean
  FileBlobStore blobs(DataDirectory data, SpaceReserve reserve, InstantSource clock) {
    return FileBlobStore.open(
        data.path().resolve("blobs"), FileTree.MAX_FILE_SIZE_BYTES, reserve, clock);
  }

  @Bean
  HeldFiles heldFiles(BlobStore blobs) {
    return blobs::holds;
  }

  @Bean
  RecordKeeping records(
      DataSource dataSource, BlobStore blobs, InstantSource clock, SecureRandom random) {
    return RecordKeeping.open(dataSource, blobs::holds, clock, random);
  }

  @Bean
  Archive archive(RecordKeeping records, AuditTrail trail, Actors actors) {
    return AuditedArchive.of(records.archive(), trail, actors);
  }

  @Bean
  LuceneSearchIndex searchIndex(DataDirectory data, FileWords words) {
    return LuceneSearchIndex.openOrRenew(data.index(), words);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  IndexFeeder indexFeeder(DataSource dataSource, LuceneSearchIndex index, RecordKeeping records) {
    IndexFeeder feeder = new IndexFeeder(index, new ArrivalLog(dataSource), items(records));
    records.listen(feeder);
    return feeder;
  }

  private static IndexFeeder.Items items(RecordKeeping records) {
    return new IndexFeeder.Items() {
      @Override
      public void settle() {
        records.announcer().settle();
      }

      @Override
      public List<ItemView> views(List<ItemId> ids) {
        return records.archive().views(ids);
      }

      @Override
      public void forEach(Consumer<ItemView> action) {
        records.archive().forEachItem(action);
      }
    };
  }

  @Bean
  Home home(DataSource dataSource, NodeKeys keys, InstantSource clock) {
    return new Home(dataSource, keys.device(), clock);
  }

  @Bean
  SetupToken setupToken(SecureRandom random) {
    return new SetupToken(random);
  }

  @Bean
  CommunityFounding founding(
      Home home,
      RecordKeeping records,
      SetupToken token,
      Joining joining,
      AuditTrail trail,
      SecureRandom random,
      InstantSource clock) {
    return new CommunityFounding(home, records.ledger(), token, joining, trail, random, clock);
  }

  @Bean
  CuratorAccounts curatorAccounts(
      Home home,
      RecordKeeping records,
      AuditTrail trail,
      SecureRandom random,
      InstantSource clock) {
    return new CuratorAccounts(home, records.ledger(), trail, random, clock);
  }

  @Bean
  PostgresAuditTrail auditTrail(DataSource dataSource, Actors actors, InstantSource clock) {
    return new PostgresAuditTrail(dataSource, actors, clock);
  }

  @Bean
  StoredTokens apiTokens(
      DataSource dataSource, AuditTrail trail, SecureRandom random, InstantSource clock) {
    return new StoredTokens(dataSource, trail, random, clock);
  }

  @Bean
  MediaTypes mediaTypes() {
    return new MediaTypes();
  }

  @Bean
  JobKind imports(
      Archive archive,
      BlobStore blobs,
      MediaTypes types,
      AccessionBook book,
      BlobArrivals arrivals,
      SpaceReserve reserve,
      Home home) {
    ImportParts parts = new ImportParts(archive, blobs, types, book, arrivals, reserve);
    return new ImportWork(parts, who -> home.author(Optional.of(who))).kind();
  }

  @Bean
  JobKind undo(Archive archive, AccessionBook book, AuditTrail trail, Home home) {
    return new AccessionUndo(archive, book, trail, who -> home.author(Optional.of(who))).kind();
  }

  @Bean
  CareJobs careJobs(IndexFeeder feeder, RecordKeeping records, BlobStore blobs, Healing healing) {
    return new CareJobs(feeder, records.verifier(), blobs, healing);
  }

  @Bean
  JobKind verification(CareJobs care) {
    return care.verification();
  }

  @Bean
  JobKind reindex(CareJobs care) {
    return care.reindex();
  }

  @Bean
  Jobs jobs(DataSource dataSource, List<JobKind> kinds, InstantSource clock, NodeKeys keys) {
    return new Jobs(dataSource, kinds, clock, "node-" + keys.peer().key());
  }
}
