package org.acequia.core.record;

/// One set of one community: what is reconciled as a whole.
public record SetRef(CommunityId community, SetId set) {}
