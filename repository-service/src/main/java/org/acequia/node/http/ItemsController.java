package org.acequia.node.http;

import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.NewItem;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.store.BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/v1/items` and `/api/v1/collections`: what people put into the archive.
@RestController
final class ItemsController {

  private final Archive archive;
  private final BlobStore blobs;
  private final Visitors visitors;
  private final SecureRandom random;

  ItemsController(Archive archive, BlobStore blobs, Visitors visitors, SecureRandom random) {
    this.archive = archive;
    this.blobs = blobs;
    this.visitors = visitors;
    this.random = random;
  }

  /// A new item; its id is made where none is given.
  record ItemWish(
      @Nullable String id,
      @Nullable String collection,
      @Nullable Map<String, List<ItemJson.Text>> description,
      @Nullable List<ItemJson.File> media,
      @Nullable List<ItemJson.Text> tags,
      @Nullable String onBehalfOf) {}

  /// New items of one collection.
  record ItemsWish(@Nullable List<ItemWish> items, @Nullable String onBehalfOf) {}

  /// A description, and what its author had seen.
  record DescriptionWish(
      @Nullable Map<String, List<ItemJson.Text>> description,
      @Nullable List<String> supersedes,
      @Nullable String onBehalfOf) {}

  /// Files, and what their author had seen.
  record MediaWish(
      @Nullable List<ItemJson.File> media,
      @Nullable List<String> supersedes,
      @Nullable String onBehalfOf) {}

  /// One's own tags.
  record TagsWish(@Nullable List<ItemJson.Text> tags, @Nullable String onBehalfOf) {}

  /// What was made.
  record Made(String id) {}

  @GetMapping("/api/v1/items/{id}")
  ItemJson.Item item(@PathVariable String id) {
    return archive
        .item(itemId(id))
        .map(ItemJson::item)
        .orElseThrow(() -> RefusedException.notFound("item"));
  }

  @GetMapping("/api/v1/items/{id}/history")
  List<ItemJson.Edit> history(@PathVariable String id) {
    return archive.history(itemId(id)).stream().map(ItemJson::edit).toList();
  }

  @PostMapping("/api/v1/items")
  ResponseEntity<Made> add(@RequestBody ItemWish wish) {
    ItemId id =
        archive
            .addItems(author(wish.onBehalfOf), collectionId(wish.collection), List.of(read(wish)))
            .getFirst();
    return ResponseEntity.created(URI.create("/api/v1/items/" + id)).body(new Made(id.toString()));
  }

  @PostMapping("/api/v1/collections/{id}/items")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, List<String>> addAll(@PathVariable String id, @RequestBody ItemsWish wish) {
    List<ItemWish> items = Optional.ofNullable(wish.items).orElse(List.of());
    if (items.isEmpty() || items.size() > Archive.ITEMS_PER_CALL_MAX) {
      throw new BadRequestException(
          "items: 1 to %,d in one call".formatted(Archive.ITEMS_PER_CALL_MAX));
    }
    List<ItemId> ids =
        archive.addItems(
            author(wish.onBehalfOf), collectionId(id), items.stream().map(this::read).toList());
    return Map.of("ids", ids.stream().map(ItemId::toString).toList());
  }

  @PutMapping("/api/v1/items/{id}/description")
  ItemJson.Item describe(@PathVariable String id, @RequestBody DescriptionWish wish) {
    Author author = author(wish.onBehalfOf);
    requireItem(id);
    archive.describe(
        author,
        itemId(id),
        ItemJson.readDescription(wish.description),
        ItemJson.readRecords(wish.supersedes));
    return item(id);
  }

  @PutMapping("/api/v1/items/{id}/media")
  ItemJson.Item attach(@PathVariable String id, @RequestBody MediaWish wish) {
    Author author = author(wish.onBehalfOf);
    requireItem(id);
    archive.attach(
        author,
        itemId(id),
        ItemJson.readFiles(wish.media, blobs::sizeBytes),
        ItemJson.readRecords(wish.supersedes));
    return item(id);
  }

  @PutMapping("/api/v1/items/{id}/tags")
  ItemJson.Item tag(@PathVariable String id, @RequestBody TagsWish wish) {
    Author author = author(wish.onBehalfOf);
    requireItem(id);
    archive.tag(author, itemId(id), ItemJson.readTags(wish.tags));
    return item(id);
  }

  @DeleteMapping("/api/v1/items/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    Author author = author(null);
    requireItem(id);
    archive.remove(author, itemId(id));
  }

  @GetMapping("/api/v1/collections")
  List<ItemJson.Collection> collections() {
    return archive.collections().stream().map(ItemJson::collection).toList();
  }

  @GetMapping("/api/v1/collections/{id}")
  ItemJson.Collection collection(@PathVariable String id) {
    return archive
        .collection(collectionId(id))
        .map(ItemJson::collection)
        .orElseThrow(() -> RefusedException.notFound("collection"));
  }

  @PostMapping("/api/v1/collections")
  ResponseEntity<Made> found(@RequestBody Map<String, List<ItemJson.Text>> description) {
    String id =
        archive.addCollection(author(null), ItemJson.readDescription(description)).toString();
    return ResponseEntity.created(URI.create("/api/v1/collections/" + id)).body(new Made(id));
  }

  @PutMapping("/api/v1/collections/{id}/description")
  ItemJson.Collection describeCollection(
      @PathVariable String id, @RequestBody DescriptionWish wish) {
    Author author = author(wish.onBehalfOf);
    collection(id);
    archive.describeCollection(
        author,
        collectionId(id),
        ItemJson.readDescription(wish.description),
        ItemJson.readRecords(wish.supersedes));
    return collection(id);
  }

  private void requireItem(String id) {
    if (archive.item(itemId(id)).isEmpty()) {
      throw RefusedException.notFound("item");
    }
  }

  private NewItem read(ItemWish wish) {
    return new NewItem(
        Optional.ofNullable(wish.id).map(ItemsController::itemId).orElseGet(this::freshId),
        ItemJson.readDescription(wish.description),
        ItemJson.readFiles(wish.media, blobs::sizeBytes),
        ItemJson.readTags(wish.tags));
  }

  private ItemId freshId() {
    byte[] id = new byte[ItemId.SIZE_BYTES];
    random.nextBytes(id);
    return new ItemId(Bytes.of(id));
  }

  private Author author(@Nullable String onBehalfOf) {
    return visitors.author(Optional.ofNullable(onBehalfOf));
  }

  private static ItemId itemId(String id) {
    return ItemJson.read("id", id, ItemId::parse);
  }

  private static CollectionId collectionId(@Nullable String id) {
    return ItemJson.read("collection", id, CollectionId::parse);
  }
}
