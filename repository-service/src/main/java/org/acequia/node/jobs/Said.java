package org.acequia.node.jobs;

import org.acequia.web.Words;

/// Everything that jobs say: how they end, and what they find wrong. What is stored is the code,
/// with what goes into the sentence; the pages have a message for each, in every language.
public enum Said {
  REINDEXED("jobs.reindex.done", 1),
  SOUND("jobs.verification.sound", 3),
  DAMAGE("jobs.verification.damage", 4),
  FELL("storage.job.fell", 1),
  KIND_UNKNOWN("jobs.unknown", 1),
  UNFORESEEN("jobs.unforeseen", 0),
  NO_COMMUNITY("imports.noCommunity", 0),
  DISK_FULL("imports.full", 0),
  TAKEN_IN("imports.done", 3),
  CUT_OFF("imports.stopped", 1),
  LOOKED("imports.looked.done", 3),
  LOOK_CUT_OFF("imports.looked.stopped", 0),
  ACT_UNKNOWN("accessions.unknown", 0),
  UNDONE("accessions.undone.said", 2),
  CHANGED_SINCE("wrong.changed", 0),
  FILE_GONE("wrong.file.gone", 0),
  FILE_CLOSED("wrong.file.closed", 0),
  FILE_UNREADABLE("wrong.file.unreadable", 0),
  FILE_TOO_LARGE("wrong.file.large", 1),
  FILE_SPECIAL("wrong.file.special", 0),
  FILE_MISSING("wrong.file.missing", 1),
  ROW_EMPTY("wrong.row.empty", 0),
  ROW_TOO_LONG("wrong.row.long", 1),
  CELLS_TOO_MANY("wrong.row.cells", 3),
  TEXT_TOO_LONG("wrong.row.text", 3),
  DESCRIPTION_TOO_LARGE("wrong.row.description", 2),
  TAGS_TOO_LARGE("wrong.row.tags", 2),
  TAGS_TOO_MANY("wrong.row.tags.many", 2),
  VALUES_TOO_MANY("wrong.row.values", 3),
  ROW_UNFIT("wrong.row.unfit", 0),
  LINE_NOT_JSON("wrong.row.json", 1),
  LINE_NO_OBJECT("wrong.row.object", 0),
  TABLE_EMPTY("wrong.table.empty", 1),
  COLUMN_TWICE("wrong.table.twice", 2),
  COLUMN_UNNAMED("wrong.table.unnamed", 2),
  COLUMNS_TOO_MANY("wrong.table.wide", 3),
  COLUMNS_UNKNOWN("wrong.table.unknown", 1),
  NOT_UTF8("wrong.table.utf8", 2),
  NOT_CSV("wrong.table.csv", 2),
  READING_BROKE("wrong.reading", 0),
  TOO_MANY_ROWS("wrong.many.added", 1),
  TOO_MANY_ROWS_TO_LOOK_AT("wrong.many.looked", 1),
  PATH_MISSING("wrong.path.missing", 1),
  PATH_MALFORMED("wrong.path.malformed", 1),
  PATH_RELATIVE("wrong.path.relative", 1),
  PATHS_NONE_OR_MANY("wrong.path.count", 1),
  MAPPING_TOO_LARGE("wrong.mapping.large", 2),
  MAPPING_UNREADABLE("wrong.mapping.unreadable", 1),
  MAPPING_NOT_JSON("wrong.mapping.json", 3),
  MAPPING_NO_OBJECT("wrong.mapping.object", 1),
  MAPPING_KEY_UNKNOWN("wrong.mapping.key", 3),
  MAPPING_NO_TERMS("wrong.mapping.terms", 1),
  MAPPING_LANGUAGE("wrong.mapping.language", 2),
  MAPPING_TERM_UNKNOWN("wrong.mapping.term", 3),
  MAPPING_COLUMNS("wrong.mapping.columns", 3),
  MAPPING_NO_TEXT("wrong.mapping.text", 2),
  RECORD_RENAMED("wrong.record.name", 0),
  RECORD_MISFILED("wrong.record.misfiled", 0),
  RECORD_UNREADABLE("wrong.record.unreadable", 0),
  RECORD_NOT_FOLLOWED("wrong.record.community", 0),
  RECORD_WAITS("wrong.record.waits", 0),
  RECORD_REFUSED("wrong.record.refused", 0),
  RECORD_PREVIOUS("wrong.record.previous", 0),
  INDEX_DIFFERS("wrong.record.index", 0),
  BODY_LOST("wrong.body.lost", 0),
  BODY_UNNAMED("wrong.body.unnamed", 0),
  DAMAGED_AND_UNUSED("wrong.blob.unused", 0),
  DAMAGED_AND_SET_ASIDE("wrong.blob.aside", 0);

  private final String code;
  private final int arguments;

  Said(String code, int arguments) {
    this.code = code;
    this.arguments = arguments;
  }

  /// Returns the code, which is the key of its message, and never changes: rows of the database
  /// hold it.
  public String code() {
    return code;
  }

  /// Returns how many arguments go into it.
  public int arguments() {
    return arguments;
  }

  /// Returns the words, with their arguments: whole numbers, and texts.
  ///
  /// @throws IllegalArgumentException if there are more or fewer than [#arguments()]
  public Words with(Object... values) {
    if (values.length != arguments) {
      throw new IllegalArgumentException(
          "%s takes %d arguments, not %d".formatted(code, arguments, values.length));
    }
    return Words.of(code, values);
  }
}
