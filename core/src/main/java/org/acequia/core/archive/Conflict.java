package org.acequia.core.archive;

import java.util.List;
import org.acequia.core.record.RecordId;

/// One field on which the heads of a slot do not agree.
///
/// @param facet `description` or `media`
/// @param field the term's code, or `files`, or [#GONE]
/// @param claims one for each head, the one for display first
public record Conflict(String facet, String field, List<Claim> claims) {

  /// The field of a conflict between what somebody stated and somebody else removed: those who
  /// removed it claim no values.
  public static final String GONE = "gone";

  /// Keeps its own copy.
  public Conflict {
    claims = List.copyOf(claims);
  }

  /// What one head states.
  ///
  /// @param record the head
  /// @param by the account's name, or the device's key where the account is not known
  /// @param values the texts it states; none where it leaves the field out
  public record Claim(RecordId record, String by, List<LangText> values) {}
}
