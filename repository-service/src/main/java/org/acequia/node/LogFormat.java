package org.acequia.node;

/// In what form a node writes its log.
public enum LogFormat {
  /// Lines for people.
  TEXT,
  /// A JSON object on each line, with the fields of Logstash, for programs.
  JSON
}
