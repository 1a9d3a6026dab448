package org.acequia.node.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which media types a browser is told, because it shows or plays them and runs nothing in them.
final class ShownTypes {

  /// What everything else is called, so that it is saved and not opened.
  static final String DOWNLOADED = "application/octet-stream";

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");

  private static final Set<String> KINDS = Set.of("image", "audio", "video");

  private ShownTypes() {}

  /// Returns the type to answer with for a file that is said to be of `mediaType`.
  static String of(Optional<String> mediaType) {
    return mediaType.map(ShownTypes::of).orElse(DOWNLOADED);
  }

  private static String of(String mediaType) {
    String name = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      return DOWNLOADED;
    }
    if (name.equals("text/plain")) {
      return "text/plain;charset=UTF-8";
    }
    boolean media = KINDS.contains(name.split("/", 2)[0]) && !name.contains("xml");
    return media || name.equals("application/pdf") ? name : DOWNLOADED;
  }
}
