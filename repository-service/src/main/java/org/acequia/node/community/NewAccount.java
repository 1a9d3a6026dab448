package org.acequia.node.community;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.Signer;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.AccountContent;
import org.acequia.core.record.Draft;
import org.acequia.core.record.RecordId;

/// A curator who is about to be added: their key, and the two ways to open it.
///
/// @param key of their device on this node
/// @param content what their account record states
/// @param code stands on their recovery sheet
/// @param byPassword the key, sealed
/// @param byRecoveryCode the key, sealed
record NewAccount(
    SigningKey key,
    AccountContent content,
    RecoveryCode code,
    SealedKey byPassword,
    SealedKey byRecoveryCode) {

  /// Makes keys and codes; stores nothing.
  static NewAccount of(String name, String password, SecureRandom random) {
    byte[] seed = new byte[SigningKey.SEED_SIZE_BYTES];
    random.nextBytes(seed);
    SigningKey key = SigningKey.ofSeed(seed);
    RecoveryCode code = RecoveryCode.random(random);
    return new NewAccount(
        key,
        content(name.strip(), key, false, random),
        code,
        SealedKey.byPassword(key, password, random),
        SealedKey.byRecoveryCode(key, code, random));
  }

  /// Returns the account of `founder`, which has this device alone.
  static AccountContent content(String name, Signer founder, boolean node, SecureRandom random) {
    byte[] nonce = new byte[AccountContent.NONCE_BYTES];
    random.nextBytes(nonce);
    return new AccountContent(name, founder.key(), Bytes.of(nonce), List.of(founder.key()), node);
  }

  /// Returns the account record to be signed by the account's own device.
  Draft draft() {
    return Draft.account(content, List.of());
  }

  /// Returns the row that lets them sign in.
  CuratorAccount row(Optional<RecordId> capability, boolean steward) {
    return new CuratorAccount(
        content.id(), content.name(), key.key(), capability, steward, byPassword, byRecoveryCode);
  }
}
