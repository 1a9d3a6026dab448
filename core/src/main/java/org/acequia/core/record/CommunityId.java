package org.acequia.core.record;

import org.acequia.core.cid.Cid;

/// The id of a community: the record id of its first charter, for ever.
public record CommunityId(Cid value) {

  /// Parses the text form of the CID.
  public static CommunityId parse(String text) {
    return new CommunityId(Cid.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
