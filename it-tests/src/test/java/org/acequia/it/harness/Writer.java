package org.acequia.it.harness;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// A curator at work over the API: sends a file, makes an item of it, gives an older item another
/// title, and again. Remembers what was acknowledged.
public final class Writer implements Runnable {

  private static final int FILE_BYTES_MIN = 500;

  private final NodeProcess node;
  private final String collection;
  private final Random random;
  private final int fileBytesMax;
  private final AtomicInteger acknowledged;
  private final List<Written> items = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private final AtomicBoolean enough = new AtomicBoolean();
  private volatile Step step = Step.SENDING;
  private String failure = "";

  /// What somebody at work is waiting for.
  public enum Step {
    /// A file to be acknowledged.
    SENDING,
    /// An item to be acknowledged.
    DESCRIBING,
    /// Another title to be acknowledged.
    EDITING
  }

  /// @param acknowledged counts the acknowledgements of all writers
  public Writer(
      NodeProcess node,
      String collection,
      Random random,
      int fileBytesMax,
      AtomicInteger acknowledged) {
    this.node = node;
    this.collection = collection;
    this.random = random;
    this.fileBytesMax = fileBytesMax;
    this.acknowledged = acknowledged;
  }

  /// An item that was acknowledged.
  public static final class Written {
    private final String id;
    private final String file;
    private String title;
    private String tried;

    private Written(String id, String file, String title) {
      this.id = id;
      this.file = file;
      this.title = title;
      this.tried = title;
    }

    /// Returns the item's id.
    public String id() {
      return id;
    }

    /// Returns the CID of its file.
    public String file() {
      return file;
    }

    /// Returns the titles that it may have: the one acknowledged last, and the one that was being
    /// sent when the node died.
    public List<String> possibleTitles() {
      return List.of(title, tried);
    }

    private void settle(String now) {
      title = now;
      tried = now;
    }
  }

  /// Works until told to stop, or until the node does not answer.
  @Override
  public void run() {
    try {
      while (!enough.get()) {
        addItem();
        editItem();
      }
    } catch (UncheckedIOException _) {
      // the node is gone; what it had acknowledged is what counts
    } catch (IllegalStateException e) {
      failure = String.valueOf(e.getMessage());
    }
  }

  /// Lets it finish what it is at.
  public void stop() {
    enough.set(true);
  }

  /// Returns what the node refused, or an empty text.
  public String failure() {
    return failure;
  }

  /// Returns what it is at.
  public Step step() {
    return step;
  }

  /// Returns the items that were acknowledged.
  public List<Written> items() {
    return items;
  }

  /// Returns the files that were acknowledged.
  public List<String> files() {
    return files;
  }

  private void addItem() {
    byte[] content = new byte[FILE_BYTES_MIN + random.nextInt(fileBytesMax)];
    random.nextBytes(content);
    step = Step.SENDING;
    String cid = node.api().keep("kept.bin", content).path("cid").asString();
    files.add(cid);
    acknowledged.incrementAndGet();
    String title = title();
    step = Step.DESCRIBING;
    JsonNode made =
        node.api()
            .post(
                "/api/v1/items",
                Map.of(
                    "collection", collection,
                    "description", description(title),
                    "media", List.of(Map.of("cid", cid, "name", "kept.bin"))));
    items.add(new Written(made.path("id").asString(), cid, title));
    acknowledged.incrementAndGet();
  }

  private void editItem() {
    Written item = items.get(random.nextInt(items.size()));
    String at = "/api/v1/items/" + item.id;
    JsonNode now = node.api().get(at);
    item.settle(title(now));
    List<String> heads = new ArrayList<>();
    now.path("descriptionHeads").forEach(head -> heads.add(head.asString()));
    item.tried = title();
    step = Step.EDITING;
    node.api()
        .put(
            at + "/description",
            Map.of("description", description(item.tried), "supersedes", heads));
    item.settle(item.tried);
    acknowledged.incrementAndGet();
  }

  /// Returns the first title of an item as the API shows it.
  public static String title(JsonNode item) {
    return item.path("description").path("title").path(0).path("text").asString("");
  }

  private String title() {
    return "Kept %016x".formatted(random.nextLong());
  }

  private static Map<String, Object> description(String title) {
    return Map.of("title", List.of(Map.of("language", "en", "text", title)));
  }
}
