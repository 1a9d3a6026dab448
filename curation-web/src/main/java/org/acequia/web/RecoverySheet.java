package org.acequia.web;

/// What a curator prints and keeps: the only way back to a key whose password is forgotten.
///
/// @param community its name
/// @param communityId its id
/// @param curator the account's name
/// @param recoveryCode in groups, as a person copies it; shown once and stored nowhere
public record RecoverySheet(
    String community, String communityId, String curator, String recoveryCode) {}
