package org.acequia.node.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import javax.sql.DataSource;
import org.acequia.node.health.Survey;
import org.acequia.node.metrics.Metrics;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/actuator/health` for whoever restarts containers, and `/actuator/prometheus` for whoever
/// watches over the node: from this machine, or with a token.
///
/// At the addresses that tools expect; two pages do not need Boot's actuator and its start-up time.
@RestController
final class ActuatorController {

  private final Metrics metrics;
  private final Survey<Boolean> database;

  ActuatorController(Metrics metrics, DataSource dataSource) {
    this.metrics = metrics;
    JdbcClient jdbc = JdbcClient.create(dataSource);
    // Strangers may ask as often as they like; the database is asked once a second.
    this.database = new Survey<>(() -> answers(jdbc), System::nanoTime);
  }

  private static boolean answers(JdbcClient jdbc) {
    try {
      return jdbc.sql("select 1").query(Integer.class).single() == 1;
    } catch (DataAccessException _) {
      return false; // that is the answer
    }
  }

  /// Says up or down, and nothing more.
  @GetMapping("/actuator/health")
  ResponseEntity<Map<String, String>> health() {
    boolean up = database.result();
    return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .cacheControl(CacheControl.noStore())
        .body(Map.of("status", up ? "UP" : "DOWN"));
  }

  /// Every meter.
  @GetMapping("/actuator/prometheus")
  ResponseEntity<String> prometheus(HttpServletRequest request) {
    if (!SocketDoor.isLoopback(request.getRemoteAddr())) {
      Visitors.requireSomeone();
    }
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, Metrics.MEDIA_TYPE)
        .cacheControl(CacheControl.noStore())
        .body(metrics.text());
  }
}
