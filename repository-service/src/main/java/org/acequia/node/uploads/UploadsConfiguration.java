package org.acequia.node.uploads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.acequia.core.archive.Archive;
import org.acequia.core.store.BlobDrafts;
import org.acequia.core.store.BlobStore;
import org.acequia.core.unixfs.FileTree;
import org.acequia.node.accession.AccessionBook;
import org.acequia.node.accession.MediaTypes;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.directory.DataDirectory;
import org.acequia.node.directory.DurableFiles;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.records.BlobArrivals;
import org.acequia.node.records.RecordKeeping;
import org.acequia.replication.Replication;
import org.acequia.web.Curators;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the parts of uploading together.
@Configuration(proxyBeanMethods = false)
public class UploadsConfiguration {

  /// Made by Spring.
  UploadsConfiguration() {}

  /// What a crash left of forms is of no use to anybody.
  @Autowired
  void emptyFormFolder(DataDirectory data) {
    Path folder = formFolder(data.path());
    try {
      DurableFiles.deleteTree(folder);
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder " + folder, e);
    }
  }

  /// Returns where the files of a form lie until they are stored.
  public static Path formFolder(Path data) {
    return data.toAbsolutePath().normalize().resolve("forms");
  }

  @Bean
  AccessionBook accessionBook(DataSource dataSource, InstantSource clock) {
    return new AccessionBook(dataSource, clock);
  }

  @Bean
  BlobArrivals blobArrivals(RecordKeeping records, Replication replication) {
    return blobs -> {
      records.blobs().arrived(blobs);
      replication.blobsArrived(blobs);
    };
  }

  @Bean
  NewFiles newFiles(
      Archive archive,
      BlobStore blobs,
      RecordKeeping records,
      MediaTypes types,
      AccessionBook accessions,
      BlobArrivals arrivals,
      AuditTrail trail) {
    return new NewFiles(
        archive,
        blobs,
        records.blobs(),
        types,
        accessions,
        arrivals,
        trail,
        FileTree.MAX_FILE_SIZE_BYTES);
  }

  @Bean(initMethod = "tidy")
  ResumableUploads resumableUploads(
      DataSource dataSource,
      BlobDrafts drafts,
      NewFiles files,
      SpaceReserve reserve,
      SecureRandom random,
      InstantSource clock) {
    return new ResumableUploads(dataSource, drafts, files, reserve, random, clock);
  }

  @Bean
  TusController tusController(
      ResumableUploads uploads, AccessionBook accessions, Archive archive, Curators curators) {
    return new TusController(uploads, accessions, archive, curators, FileTree.MAX_FILE_SIZE_BYTES);
  }
}
