package org.acequia.node.community;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.acequia.core.cid.Base32;

/// What the node prints at its start and the first visit brings back, so that nobody else on the
/// network founds the community first. Good until the node stops or a community is there.
public final class SetupToken {

  private static final int RANDOM_BYTES = 15;

  private final String text;

  /// Makes a new one.
  public SetupToken(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    text = Base32.encode(bytes);
  }

  /// Returns it as it stands in the link: 24 characters.
  public String text() {
    return text;
  }

  /// Tells whether `offered` is it, in the same time whatever is offered.
  public boolean matches(String offered) {
    return MessageDigest.isEqual(
        text.getBytes(US_ASCII), offered.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
