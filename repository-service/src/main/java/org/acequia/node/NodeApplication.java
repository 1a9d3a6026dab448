package org.acequia.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.acequia.node.http.FormFiles;
import org.acequia.node.uploads.UploadsConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

/// Starts a node inside this process.
public final class NodeApplication {

  /// The largest body of a form or a JSON document. Uploads of files are streamed and bounded
  /// elsewhere.
  static final String FORM_SIZE_MAX = "2MB";

  /// How many connections are served at once; more wait in [#BACKLOG].
  static final int CONNECTIONS_MAX = 1_000;

  /// How many connections may wait to be served.
  static final int BACKLOG = 100;

  /// How many requests one connection brings before it has to be opened anew.
  private static final int REQUESTS_A_CONNECTION_MAX = 1_000;

  /// How long a request under way may take once the node is told to stop.
  static final String SHUTDOWN_GRACE = "10s";

  /// How long a session lasts without a request.
  static final String SESSION_IDLE = "2h";

  private NodeApplication() {}

  /// Starts everything and returns when HTTP answers. Closing the context stops, in this order,
  /// HTTP, libp2p, the index and PostgreSQL.
  ///
  /// @throws RuntimeException if something does not start; what had started is stopped again
  public static ConfigurableApplicationContext start(NodeOptions options) {
    return new SpringApplicationBuilder(NodeConfiguration.class)
        .web(WebApplicationType.SERVLET)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .registerShutdownHook(true)
        .properties(properties(options))
        .initializers(context ->
            ((GenericApplicationContext) context).registerBean(NodeOptions.class, () -> options))
        .run();
  }

  /// Waits until `node` is closed: by the process being told to stop, or by someone else.
  public static void awaitClosed(ConfigurableApplicationContext node) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    node.addApplicationListener(event -> {
      if (event instanceof ContextClosedEvent) {
        closed.countDown();
      }
    });
    if (node.isActive()) {
      closed.await();
    }
  }

  private static Map<String, Object> properties(NodeOptions options) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.port", options.port());
    if (options.loopbackOnly()) {
      properties.put("server.address", "127.0.0.1");
    }
    properties.put("spring.threads.virtual.enabled", "true");
    properties.put("spring.jmx.enabled", "false");
    properties.put("spring.main.allow-bean-definition-overriding", "false");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", SHUTDOWN_GRACE);
    properties.put("server.shutdown", "graceful");
    // Who asks is told by the socket alone: no header makes a stranger a neighbour.
    properties.put("server.forward-headers-strategy", "none");
    properties.put("server.http2.enabled", "true");
    properties.put("server.server-header", "");
    properties.put("server.compression.enabled", "true");
    properties.put("server.compression.min-response-size", "1KB");
    properties.put(
        "server.compression.mime-types",
        "text/html,text/css,text/plain,text/javascript,application/javascript,application/json,"
            + "application/problem+json,image/svg+xml");
    properties.put("server.tomcat.max-connections", CONNECTIONS_MAX);
    properties.put("server.tomcat.accept-count", BACKLOG);
    properties.put("server.tomcat.max-keep-alive-requests", REQUESTS_A_CONNECTION_MAX);
    properties.put("server.tomcat.connection-timeout", "20s");
    properties.put("server.tomcat.keep-alive-timeout", "30s");
    properties.put("server.tomcat.max-http-form-post-size", FORM_SIZE_MAX);
    properties.put("server.tomcat.max-swallow-size", FORM_SIZE_MAX);
    properties.put("server.tomcat.mbeanregistry.enabled", "false");
    properties.put("server.max-http-request-header-size", "16KB");
    properties.put("server.servlet.session.timeout", SESSION_IDLE);
    properties.put("server.servlet.session.cookie.name", "acequia");
    properties.put("server.servlet.session.cookie.http-only", "true");
    properties.put("server.servlet.session.cookie.same-site", "lax");
    properties.put("server.servlet.session.tracking-modes", "cookie");
    // Files of a form that is sent without JavaScript; see FormFiles for who may send one.
    properties.put("spring.servlet.multipart.enabled", "true");
    properties.put("spring.servlet.multipart.max-file-size", FormFiles.FORM_BYTES_MAX + "B");
    properties.put("spring.servlet.multipart.max-request-size", FormFiles.FORM_BYTES_MAX + "B");
    properties.put("spring.servlet.multipart.file-size-threshold", "64KB");
    properties.put(
        "spring.servlet.multipart.location",
        UploadsConfiguration.formFolder(options.data()).toString());
    properties.put("server.tomcat.max-part-count", FormFiles.PARTS_MAX);
    properties.put("spring.mvc.problemdetails.enabled", "true");
    properties.put("spring.web.error.whitelabel.enabled", "false");
    properties.put("spring.jackson.deserialization.fail-on-unknown-properties", "true");
    if (options.logFormat() == LogFormat.JSON) {
      properties.put("logging.structured.format.console", "logstash");
    }
    properties.put(
        "logging.pattern.console", "%d{yyyy-MM-dd HH:mm:ss} %-5level %logger{0}: %msg%n");
    properties.put("logging.level.root", "warn");
    properties.put("logging.level.org.acequia", "info");
    // It writes what it could not read, and that is what somebody typed. They are told; the log is
    // not.
    properties.put(
        "logging.level.org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver",
        "off");
    properties.put("logging.level.org.apache.lucene.internal.vectorization", "error");
    // What goes wrong at the start is told once, by the command line, without a stack trace.
    properties.put("logging.level.org.springframework.boot.SpringApplication", "off");
    properties.put("logging.level.org.springframework.boot.diagnostics", "off");
    properties.put("logging.level.org.springframework.boot.web.server.servlet.context", "off");
    properties.put("logging.level.org.springframework.boot.web.context", "off");
    properties.put("logging.level.org.apache.catalina", "off");
    properties.put("logging.level.org.apache.coyote", "off");
    return properties;
  }
}
