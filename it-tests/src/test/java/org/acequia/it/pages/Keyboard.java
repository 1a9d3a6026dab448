package org.acequia.it.pages;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Somebody who uses a page with the keys alone, and must see at every stop where the focus is.
public final class Keyboard {

  /// More stops than any page has.
  private static final int STOPS_MAX = 150;

  private static final String FOCUSED =
      """
      selector => {
        const e = document.activeElement;
        if (!e || e === document.body) return {html: 'nothing', there: false, seen: true};
        const style = getComputedStyle(e);
        const box = e.getBoundingClientRect();
        const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        // A player draws the ring round the one of its own controls that has the focus.
        return {html: e.outerHTML.slice(0, 120), there: e.matches(selector),
          seen: inside && (ring || e.matches('audio, video'))};
      }\
      """;

  private final Page page;

  /// Sits down in front of `page`.
  public Keyboard(Page page) {
    this.page = page;
  }

  /// Presses Tab until the focus is on what `selector` names.
  ///
  /// @throws AssertionError if it never is, or if the focus cannot be seen at a stop on the way
  public Keyboard to(String selector) {
    Set<String> stops = new LinkedHashSet<>();
    for (int i = 0; i < STOPS_MAX; i++) {
      Map<?, ?> focused = (Map<?, ?>) page.evaluate(FOCUSED, selector);
      stops.add(String.valueOf(focused.get("html")));
      if (!Boolean.TRUE.equals(focused.get("seen"))) {
        throw new AssertionError("The focus is not seen on %s".formatted(focused.get("html")));
      }
      if (Boolean.TRUE.equals(focused.get("there"))) {
        return this;
      }
      press("Tab");
    }
    throw new AssertionError(
        "%s is not reached on %s; the stops were %s".formatted(selector, page.url(), stops));
  }

  /// Presses a key.
  public Keyboard press(String key) {
    page.keyboard().press(key);
    return this;
  }

  /// Types.
  public Keyboard type(String text) {
    page.keyboard().type(text);
    return this;
  }

  /// Presses Enter and waits for the page to which it leads.
  public Keyboard follow() {
    page.evaluate("() => { window.left = true; }");
    press("Enter");
    page.waitForFunction("() => !window.left && document.readyState === 'complete'");
    return this;
  }

  /// Goes to a link or button and follows it.
  public Keyboard follow(String selector) {
    return to(selector).follow();
  }

  /// Opens the dialog for files with a key, and chooses one in it.
  public Keyboard choose(Path file) {
    FileChooser dialog = page.waitForFileChooser(() -> press("Space"));
    dialog.setFiles(file);
    return this;
  }
}
