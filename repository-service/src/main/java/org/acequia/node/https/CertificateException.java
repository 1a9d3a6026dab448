package org.acequia.node.https;

import org.jspecify.annotations.Nullable;

/// The certificate that the operator brought cannot be used.
public final class CertificateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CertificateException(String what, @Nullable Throwable cause) {
    super(
        "%s. Nothing was changed. Give a certificate with its chain and its key, both PEM and not encrypted, or take the files away: then the node makes a certificate for itself."
            .formatted(what),
        cause);
  }
}
