package org.acequia.node.http;

import org.springframework.http.HttpStatus;

/// What was asked for is not done, and why: becomes a problem document.
final class RefusedException extends RuntimeException {

  private final HttpStatus status;

  RefusedException(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }

  static RefusedException notFound(String what) {
    return new RefusedException(
        HttpStatus.NOT_FOUND, "This node knows no %s of that id.".formatted(what));
  }
}
