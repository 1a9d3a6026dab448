package org.acequia.web.curating;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.acequia.core.record.RecordId;

/// What a form sent, bounded. A field that is missing is empty.
final class Form {

  /// The most records that an edit can supersede.
  static final int HEADS_MAX = 8;

  private final HttpServletRequest request;

  Form(HttpServletRequest request) {
    this.request = request;
  }

  String field(String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("").strip();
  }

  /// A password is used as it was typed.
  String password() {
    return Optional.ofNullable(request.getParameter("password")).orElse("");
  }

  boolean has(String name) {
    return request.getParameter(name) != null;
  }

  List<String> fields(String name) {
    String[] values = request.getParameterValues(name);
    return values == null ? List.of() : List.of(values);
  }

  /// Returns the records that the person had seen; what is no record id is left out.
  List<RecordId> heads(String name) {
    return fields(name).stream().limit(HEADS_MAX).flatMap(text -> record(text).stream()).toList();
  }

  static Optional<RecordId> record(String text) {
    try {
      return Optional.of(RecordId.parse(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
