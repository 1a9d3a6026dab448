package org.acequia.it.pages;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Tests of people who sit in front of one archive; what one of them does stays for the others.
public abstract class AtAnArchive {

  /// For files that somebody has at hand.
  @TempDir protected static Path folder;

  /// The archive.
  protected static PictureArchive archive;

  /// The browser.
  protected static Chromium chromium;

  /// For tests only.
  protected AtAnArchive() {}

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    archive = PictureArchive.in(folder);
  }

  @AfterAll
  static void close() {
    if (archive != null) {
      archive.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }
}
