package org.acequia.node.http;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api`: what the HTTP interface offers, for programs (OpenAPI 3.1).
///
/// A file rather than a library that reads the controllers at run time: that would cost start-up
/// time and memory. `ApiDescriptionTests` hold it against the controllers.
@RestController
final class ApiController {

  /// Where the description lies, beside this class.
  static final String DESCRIPTION = "openapi.json";

  @GetMapping("/api")
  ResponseEntity<Resource> description() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(new ClassPathResource(DESCRIPTION, ApiController.class));
  }
}
