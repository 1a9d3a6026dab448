package org.acequia.core.archive;

import java.util.Optional;
import org.acequia.core.identity.Signer;
import org.acequia.core.record.AccountId;

/// Who is acting: an account, by one of its devices.
///
/// @param account whose words these are
/// @param signer the device that signs
/// @param onBehalfOf for the node's own device: whose wish it carries out, stated in the signed
///   body
public record Author(AccountId account, Signer signer, Optional<String> onBehalfOf) {}
