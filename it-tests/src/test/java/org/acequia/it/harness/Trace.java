package org.acequia.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What processes asked of the kernel, as `strace -f -y` writes it down: which call began and which
/// ended before which.
///
/// @param calls in the order of their ends
public record Trace(List<Call> calls) {

  private static final Pattern LINE = Pattern.compile("^(\\d+)\\s+(.*)$");
  private static final Pattern RESUMED = Pattern.compile("^<\\.\\.\\. (\\w+) resumed>(.*)$");
  private static final String UNFINISHED = " <unfinished ...>";

  /// One call.
  ///
  /// @param process the thread's id
  /// @param name such as `fsync`
  /// @param text its arguments and its result, as written down
  /// @param begun the line at which it began
  /// @param ended the line at which it was over
  public record Call(int process, String name, String text, int begun, int ended) {

    /// Tells whether this was over before `other` began.
    public boolean isBefore(Call other) {
      return ended < other.begun;
    }

    /// Tells whether it makes what was written durable.
    public boolean isSync() {
      return name.equals("fsync") || name.equals("fdatasync") || name.equals("syncfs");
    }

    /// Tells whether it makes the file or directory that ends in `suffix` durable, alone or with
    /// its whole file system.
    public boolean isSyncOf(String suffix) {
      return name.equals("syncfs") || (isSync() && isOn(suffix));
    }

    /// Tells whether it writes.
    public boolean isWrite() {
      return name.equals("write") || name.equals("pwrite64") || name.equals("writev");
    }

    /// Tells whether the file that it is about, its first argument, ends in `suffix`.
    public boolean isOn(String suffix) {
      int end = text.indexOf('>');
      return end > 0 && text.substring(0, end).endsWith(suffix);
    }
  }

  /// Reads a trace.
  public static Trace read(Path file) throws IOException {
    List<Call> calls = new ArrayList<>();
    Map<Integer, Begun> open = new HashMap<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    for (int at = 0; at < lines.size(); at++) {
      Matcher line = LINE.matcher(lines.get(at));
      if (!line.matches()) {
        continue;
      }
      int process = Integer.parseInt(line.group(1));
      String text = line.group(2);
      Matcher resumed = RESUMED.matcher(text);
      if (resumed.matches()) {
        Begun begun = open.remove(process);
        if (begun != null) {
          calls.add(begun.end(process, resumed.group(2), at));
        }
      } else if (text.endsWith(UNFINISHED)) {
        open.put(process, new Begun(text.substring(0, text.length() - UNFINISHED.length()), at));
      } else {
        calls.add(new Begun(text, at).end(process, "", at));
      }
    }
    return new Trace(calls);
  }

  /// Returns the last call that fits.
  public Optional<Call> last(Predicate<Call> fits) {
    return calls.reversed().stream().filter(fits).findFirst();
  }

  /// Returns every call that fits, in order.
  public List<Call> all(Predicate<Call> fits) {
    return calls.stream().filter(fits).toList();
  }

  private record Begun(String text, int at) {
    Call end(int process, String rest, int ended) {
      int bracket = Math.max(0, text.indexOf('('));
      return new Call(
          process, text.substring(0, bracket), text.substring(bracket) + rest, at, ended);
    }
  }
}
