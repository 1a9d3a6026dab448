package org.acequia.node.http;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/status`.
@RestController
class StatusController {

  @GetMapping("/api/v1/status")
  Map<String, String> status() {
    return Map.of("status", "up");
  }
}
