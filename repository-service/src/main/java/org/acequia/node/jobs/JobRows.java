package org.acequia.node.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.record.AccountId;
import org.acequia.web.Subject;
import org.acequia.web.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Rows of the tables of jobs, read and written as values.
final class JobRows {

  private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
  private static final TypeReference<List<Object>> ARGUMENTS = new TypeReference<>() {};
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JobRows() {}

  static Job job(ResultSet row, int number) throws SQLException {
    return new Job(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("about"),
        row.getString("arguments"),
        asker(row),
        row.getTimestamp("asked_at").toInstant(),
        JobState.valueOf(row.getString("state")),
        row.getBoolean("cancel_wanted"),
        row.getInt("attempts"),
        instant(row.getTimestamp("started_at")),
        instant(row.getTimestamp("ended_at")),
        row.getLong("done"),
        number(row, "total"),
        new Subject(row.getString("current"), number(row, "current_line")),
        JSON.readValue(row.getString("counts"), COUNTS),
        words(row, "said", "said_with"),
        row.getInt("findings"));
  }

  /// Findings from before there were codes have a sentence instead.
  static Job.Finding finding(ResultSet row, int number) throws SQLException {
    String sentence = row.getString("problem");
    return new Job.Finding(
        new Subject(row.getString("subject"), number(row, "line")),
        sentence.isEmpty() ? words(row, "code", "problem_with") : Words.plain(sentence));
  }

  private static Words words(ResultSet row, String key, String arguments) throws SQLException {
    return new Words(row.getString(key), JSON.readValue(row.getString(arguments), ARGUMENTS));
  }

  static String json(Words words) {
    return JSON.writeValueAsString(words.arguments());
  }

  static @Nullable Long line(Subject subject) {
    return subject.line().isPresent() ? subject.line().getAsLong() : null;
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static Asker asker(ResultSet row) throws SQLException {
    byte @Nullable [] account = row.getBytes("asked_by_account");
    return new Asker(
        row.getString("asked_by"),
        Optional.ofNullable(account).map(value -> new AccountId(Bytes.of(value))));
  }

  private static Optional<Instant> instant(@Nullable Timestamp stamp) {
    return Optional.ofNullable(stamp).map(Timestamp::toInstant);
  }
}
