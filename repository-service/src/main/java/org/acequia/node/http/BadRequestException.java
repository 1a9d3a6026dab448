package org.acequia.node.http;

/// What was sent cannot be used. The message says why; nothing was changed.
final class BadRequestException extends RuntimeException {

  BadRequestException(String message) {
    super(message);
  }

  BadRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
