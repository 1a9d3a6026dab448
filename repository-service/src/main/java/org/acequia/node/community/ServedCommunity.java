package org.acequia.node.community;

import org.acequia.core.record.AccountId;
import org.acequia.core.record.CommunityId;
import org.acequia.core.record.RecordId;

/// The community that this node serves, and as whom.
///
/// @param id the community
/// @param name as the charter or the invite called it
/// @param nodeAccount the node's own account
/// @param nodeCapability the record that lets the node's own device write
public record ServedCommunity(
    CommunityId id, String name, AccountId nodeAccount, RecordId nodeCapability) {}
