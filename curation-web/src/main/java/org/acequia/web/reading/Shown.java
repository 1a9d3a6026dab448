package org.acequia.web.reading;

import java.util.Optional;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.media.FileMetadata;
import org.acequia.web.pages.MediaKind;

/// A file as the page of its item shows it.
///
/// @param number its place among the item's files, from 1
/// @param picture what stands for it
/// @param about what it says about itself
/// @param here whether its bytes are; there may be a picture of it all the same
/// @param damaged whether it is broken, so that no browser shows it either
/// @param words how a paper begins of which there is no picture
public record Shown(
    MediaFile file,
    int number,
    MediaKind kind,
    Optional<Picture> picture,
    FileMetadata about,
    boolean here,
    boolean damaged,
    Optional<String> words) {

  private static final String PDF = "application/pdf";

  /// Returns where its bytes are.
  public String address() {
    return "/ipfs/" + file.blob();
  }

  /// Returns where its bytes are, with its name for who keeps them.
  public String named() {
    return address() + "?filename=" + encoded(file.name());
  }

  /// Returns where it is kept from, under its name.
  public String download() {
    return named() + "&download=true";
  }

  /// Tells whether the browser has a viewer of its own for it.
  public boolean opens() {
    return file.mediaType().equals(PDF) || file.mediaType().equals("text/plain");
  }

  /// Returns how many pages it has that can be looked at one by one; 0 where it is no such file.
  public int pages() {
    boolean drawn = here && picture.isPresent() && file.mediaType().equals(PDF);
    return drawn ? about.pages().orElse(0) : 0;
  }

  /// Tells whether it can be looked at in large.
  public boolean looks() {
    return pages() > 0 || (kind == MediaKind.PICTURE && !isBroken());
  }

  /// Tells whether a browser would only show that there should be a picture.
  public boolean isBroken() {
    return damaged && picture.isEmpty();
  }

  private static String encoded(String name) {
    return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
  }
}
