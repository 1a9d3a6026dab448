package org.acequia.node;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.acequia.indexer.LuceneSearchIndex;
import org.acequia.node.community.Home;
import org.acequia.node.community.SetupToken;
import org.acequia.node.directory.DataDirectory;
import org.acequia.node.extraction.ExtractionConfiguration;
import org.acequia.node.health.NodeCheckup;
import org.acequia.node.http.HttpConfiguration;
import org.acequia.node.https.CertificateStore;
import org.acequia.node.https.HttpsConnector;
import org.acequia.node.https.HttpsOptions;
import org.acequia.node.https.MachineNames;
import org.acequia.node.https.NodeCertificate;
import org.acequia.node.indexing.IndexFeeder;
import org.acequia.node.neighbours.NeighboursConfiguration;
import org.acequia.node.records.RecordKeeping;
import org.acequia.node.uploads.UploadsConfiguration;
import org.acequia.web.DoorPages;
import org.acequia.web.JobBoard;
import org.acequia.web.Neighbourhood;
import org.acequia.web.NodeHealth;
import org.acequia.web.WebPages;
import org.apache.lucene.util.Version;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/// How the parts of a node are put together. Nothing is scanned for: what is not named here, or in
/// what is imported here, is not there.
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
  StorageConfiguration.class,
  ArchiveConfiguration.class,
  ExtractionConfiguration.class,
  NeighboursConfiguration.class,
  HttpConfiguration.class,
  UploadsConfiguration.class,
  WebPages.class,
  DoorPages.class
})
class NodeConfiguration {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  @Lazy
  StartReport startReport(
      NodeOptions options,
      WebServerApplicationContext web,
      HttpsConnector https,
      Home home,
      SetupToken token) {
    return new StartReport(
        options,
        port(web),
        https,
        () -> home.community().isPresent() ? Optional.empty() : Optional.of(token.text()));
  }

  @Bean
  HttpsConnector https(
      NodeOptions options, DataDirectory data, SecureRandom random, InstantSource clock) {
    HttpsOptions https = options.https();
    if (https.port().isEmpty() || options.loopbackOnly()) {
      return HttpsConnector.off();
    }
    NodeCertificate certificate =
        https
            .certificate()
            .map(brought -> CertificateStore.read(brought.certificate(), brought.key()))
            .orElseGet(() ->
                new CertificateStore(data.path(), random)
                    .open(MachineNames.all(), clock.instant()));
    return HttpsConnector.on(https.port().getAsInt(), certificate);
  }

  @Bean
  NodeHealth nodeHealth(
      DataDirectory data,
      DataSource dataSource,
      LuceneSearchIndex index,
      IndexFeeder feeder,
      RecordKeeping records,
      Neighbourhood neighbourhood,
      JobBoard jobs,
      HttpsConnector https,
      WebServerApplicationContext web,
      InstantSource clock) {
    return new NodeCheckup(
        data.path(),
        dataSource,
        new NodeCheckup.Parts(index, feeder, records, neighbourhood, jobs, https),
        () -> port(web),
        clock,
        List.of(
            new NodeHealth.Version("Acequia", Acequia.VERSION),
            new NodeHealth.Version("Java", Runtime.version().toString()),
            new NodeHealth.Version("Lucene", Version.LATEST.toString()),
            new NodeHealth.Version("Spring Boot", SpringBootVersion.getVersion())));
  }

  @Bean
  AddressFile addressFile(DataDirectory data, WebServerApplicationContext web) {
    return new AddressFile(data.path(), () -> port(web));
  }

  private static int port(WebServerApplicationContext web) {
    return Objects.requireNonNull(web.getWebServer(), "HTTP has not started").getPort();
  }
}
