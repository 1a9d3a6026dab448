package org.acequia.node;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.acequia.node.community.Home;
import org.acequia.node.community.SetupToken;
import org.acequia.node.extraction.ExtractionConfiguration;
import org.acequia.node.http.HttpConfiguration;
import org.acequia.node.neighbours.NeighboursConfiguration;
import org.acequia.web.WebPages;
import org.springframework.boot.SpringBootConfiguration;
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
  WebPages.class
})
class NodeConfiguration {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  @Lazy
  StartReport startReport(
      NodeOptions options, WebServerApplicationContext web, Home home, SetupToken token) {
    return new StartReport(
        options,
        port(web),
        () -> home.community().isPresent() ? Optional.empty() : Optional.of(token.text()));
  }

  @Bean
  AddressFile addressFile(
      org.acequia.node.directory.DataDirectory data, WebServerApplicationContext web) {
    return new AddressFile(data.path(), () -> port(web));
  }

  private static int port(WebServerApplicationContext web) {
    return Objects.requireNonNull(web.getWebServer(), "HTTP has not started").getPort();
  }
}
