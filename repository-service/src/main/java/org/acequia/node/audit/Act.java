package org.acequia.node.audit;

import java.util.Locale;

/// What can be done that is worth remembering. The words for people are `act.CODE` in the messages.
public enum Act {
  SIGNED_IN,
  SIGN_IN_FAILED,
  SIGNED_OUT,
  SIGNED_OUT_EVERYWHERE,
  PASSWORD_CHANGED,
  RECOVERED,
  RECOVERY_FAILED,
  CURATOR_ADDED,
  TOKEN_MADE,
  TOKEN_REVOKED,
  COMMUNITY_FOUNDED,
  COMMUNITY_JOINED,
  INVITED,
  PAIRED,
  NEIGHBOUR_REMOVED,
  TABLE_SENT,
  IMPORTED,
  ACCESSION_UNDONE,
  UPLOADED,
  COLLECTION_ADDED,
  COLLECTION_DESCRIBED,
  ITEMS_ADDED,
  ITEM_DESCRIBED,
  ITEM_FILES_CHANGED,
  ITEM_TAGGED,
  ITEM_REMOVED,
  ITEM_RESTORED,
  COLLECTION_COVER_CHOSEN,
  FILES_READ_AGAIN,
  JOB_CANCELLED,
  JOB_RETRIED,
  REINDEXED,
  VERIFIED,
  SETTING_CHANGED;

  /// Returns what stands in the table and in the messages' keys.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
