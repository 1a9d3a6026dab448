package org.acequia.web.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.acequia.core.cid.Cid;
import org.acequia.web.DoorPages;
import org.acequia.web.WebPages;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Serves the pages of a made-up village on 127.0.0.1, to look at them: `Preview
/// [DIRECTORY-OF-JPEGS] [--server.port=8099] [--empty]`.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({WebPages.class, DoorPages.class})
public class Preview {

  private static final int PICTURES_MAX = 40;
  private static List<byte[]> pictures = List.of();
  private static Optional<String> community = Optional.of("Archivo de Maras");

  /// Starts.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && !arguments[0].startsWith("--")) {
      pictures = pictures(Path.of(arguments[0]));
    }
    if (List.of(arguments).contains("--empty")) {
      community = Optional.empty();
    }
    SpringApplication application = new SpringApplication(Preview.class);
    application.setDefaultProperties(
        java.util.Map.of("server.address", "127.0.0.1", "server.port", "8099"));
    application.run(arguments);
  }

  @Bean
  MemoryArchive archive() {
    return new MemoryArchive();
  }

  @Bean
  MemoryIndex index(MemoryArchive archive) {
    return new MemoryIndex(archive);
  }

  @Bean
  MemoryDoor door() {
    return new MemoryDoor();
  }

  @Bean
  java.time.InstantSource clock() {
    return java.time.InstantSource.system();
  }

  @Bean
  MemoryNode node(MemoryArchive archive) throws IOException {
    MemoryNode node = new MemoryNode(archive, community);
    if (community.isPresent()) {
      Village.in(archive, node, pictures);
    }
    return node;
  }

  @Bean
  MemoryJobBoard jobs() {
    return new MemoryJobBoard();
  }

  @Bean
  MemoryExtractions extractions(MemoryNode node) {
    return new MemoryExtractions(node);
  }

  @Bean
  MemoryImports imports(MemoryJobBoard jobs) {
    return new MemoryImports(jobs);
  }

  @Bean
  SecurityFilterChain open(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
  }

  private static List<byte[]> pictures(Path directory) throws IOException {
    List<byte[]> found = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      paths
          .filter(path -> path.toString().endsWith(".jpg"))
          .sorted()
          .limit(PICTURES_MAX)
          .forEach(path -> found.add(read(path)));
    }
    return found;
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Serves blobs.
  @RestController
  static final class Gateway {

    private final MemoryNode node;

    Gateway(MemoryNode node) {
      this.node = node;
    }

    @GetMapping("/previews/{cid}/{size}")
    ResponseEntity<byte[]> preview(@PathVariable String cid) {
      return ResponseEntity.of(node.bytes(Cid.parse(cid)));
    }

    @GetMapping("/ipfs/{cid}")
    ResponseEntity<byte[]> blob(@PathVariable String cid) {
      return ResponseEntity.of(node.bytes(Cid.parse(cid)));
    }
  }
}
