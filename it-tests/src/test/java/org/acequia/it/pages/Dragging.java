package org.acequia.it.pages;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.Arrays;

/// Files on their way from the desktop onto a page, as the system hands them to the browser.
public final class Dragging {

  private static final int COPY = 1;

  private final Page page;
  private final JsonObject data;

  private Dragging(Page page, JsonObject data) {
    this.page = page;
    this.data = data;
  }

  /// Takes hold of files and folders.
  public static Dragging of(Page page, Path... files) {
    JsonArray paths = new JsonArray();
    Arrays.stream(files).map(Path::toAbsolutePath).map(Path::toString).forEach(paths::add);
    JsonObject data = new JsonObject();
    data.add("items", new JsonArray());
    data.add("files", paths);
    data.addProperty("dragOperationsMask", COPY);
    return new Dragging(page, data);
  }

  /// Moves them over what `selector` names.
  public Dragging over(String selector) {
    dispatch(selector, "dragEnter");
    dispatch(selector, "dragOver");
    return this;
  }

  /// Moves them there and lets them go.
  public void dropOn(String selector) {
    over(selector);
    dispatch(selector, "drop");
  }

  private void dispatch(String selector, String type) {
    BoundingBox box = page.locator(selector).boundingBox();
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.addProperty("x", box.x + box.width / 2);
    event.addProperty("y", box.y + box.height / 2);
    event.add("data", data);
    CDPSession session = page.context().newCDPSession(page);
    session.send("Input.dispatchDragEvent", event);
    session.detach();
  }
}
