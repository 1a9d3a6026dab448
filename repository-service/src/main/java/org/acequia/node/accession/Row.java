package org.acequia.node.accession;

import java.util.List;

/// One row of a table, or one line of JSON, as it is read.
public interface Row {

  /// Returns the number of the line on which it begins, from 1.
  long line();

  /// Returns the values at `path`: a column's name, or a path into JSON. None if there is nothing.
  ///
  /// In a path, `.` steps into an object, lists are stepped into by themselves, and `**` stands for
  /// any number of steps.
  List<String> values(String path);

  /// Returns the names of the row's columns or top-level fields.
  List<String> names();

  /// Returns a text that is the same whenever the same row is read, and differs where a value
  /// differs.
  String identity();
}
