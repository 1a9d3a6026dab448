package org.acequia.node.community;

import java.util.Optional;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.record.AccountId;
import org.acequia.core.record.RecordId;

/// An account that signs in on this node, with its device's key sealed.
///
/// @param account the account
/// @param name as people see it
/// @param device the public key of its device on this node
/// @param capability the record that lets the device write; absent for a delegate of the charter
/// @param steward whether it may add curators and invite
/// @param byPassword the secret key, sealed under the password
/// @param byRecoveryCode the same, sealed under the recovery code
record CuratorAccount(
    AccountId account,
    String name,
    DeviceKey device,
    Optional<RecordId> capability,
    boolean steward,
    SealedKey byPassword,
    SealedKey byRecoveryCode) {}
