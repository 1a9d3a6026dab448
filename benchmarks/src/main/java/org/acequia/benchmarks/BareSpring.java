package org.acequia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The least that Spring Boot can do with a page: hand out bytes that are there already. What a
/// node does beyond that is its own.
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
})
@RestController
class BareSpring {

  private static final String PAGE = "acequia.bench.page";

  private final byte[] page;

  BareSpring() throws IOException {
    page = Files.readAllBytes(Path.of(System.getProperty(PAGE, "")));
  }

  /// Starts it.
  ///
  /// @param args the port
  public static void main(String[] args) {
    new SpringApplicationBuilder(BareSpring.class)
        .properties(
            Map.of(
                "server.port",
                args[0],
                "spring.threads.virtual.enabled",
                "true",
                "server.tomcat.max-keep-alive-requests",
                "" + PageLoad.REQUESTS_A_CONNECTION,
                "logging.level.root",
                "warn"))
        .run();
  }

  @GetMapping(path = "/page", produces = MediaType.TEXT_HTML_VALUE)
  byte[] page() {
    return page.clone();
  }
}
