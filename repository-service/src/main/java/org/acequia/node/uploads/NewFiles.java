package org.acequia.node.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.archive.Term;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Sha256;
import org.acequia.core.store.BlobStore;
import org.acequia.node.accession.AccessionBook;
import org.acequia.node.accession.FileName;
import org.acequia.node.accession.MediaTypes;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.records.BlobReferences;
import org.acequia.web.Curator;

/// What becomes of a file whose bytes are here: an item, part of one, or nothing, because the
/// archive has it already.
public final class NewFiles {

  private static final byte[] LABEL = "acequia/upload/1".getBytes(UTF_8);
  private static final int FILES_OF_ITEM_MAX = 1_000;
  private static final int HOLDERS_ASKED_MAX = 16;
  private static final int SNIFFED_BYTES = 64 << 10;

  private final Archive archive;
  private final BlobStore blobs;
  private final BlobReferences references;
  private final MediaTypes types;
  private final AccessionBook accessions;
  private final Consumer<List<Cid>> arrived;
  private final AuditTrail trail;
  private final long sizeBytesMax;
  private final ReentrantLock joining = new ReentrantLock();

  /// @param arrived hears of files that are here now
  /// @param sizeBytesMax the largest file taken
  public NewFiles(
      Archive archive,
      BlobStore blobs,
      BlobReferences references,
      MediaTypes types,
      AccessionBook accessions,
      Consumer<List<Cid>> arrived,
      AuditTrail trail,
      long sizeBytesMax) {
    this.archive = archive;
    this.blobs = blobs;
    this.references = references;
    this.types = types;
    this.accessions = accessions;
    this.arrived = arrived;
    this.trail = trail;
    this.sizeBytesMax = sizeBytesMax;
  }

  /// What became of a file.
  sealed interface Placed {
    /// This item has it now.
    record Became(ItemId item) implements Placed {}

    /// This item had it before; nothing was done.
    record SameAs(ItemId item) implements Placed {}
  }

  long sizeBytesMax() {
    return sizeBytesMax;
  }

  /// Tells whether an item is there, and not removed.
  boolean stands(ItemId item) {
    return archive.item(item).isPresent();
  }

  /// Places the file of an upload that is whole. Repeating it changes nothing. A file that cannot
  /// join the item it was meant for becomes an item of its own.
  Placed place(Curator by, Upload upload) {
    Cid blob = upload.blob().orElseThrow();
    arrived.accept(List.of(blob));
    ItemId own = ownId(upload.id());
    if (upload.into().isEmpty() && !upload.keep()) {
      Optional<ItemId> holder = holder(blob).filter(item -> !item.equals(own));
      if (holder.isPresent()) {
        return new Placed.SameAs(holder.get());
      }
    }
    trail.note(Act.UPLOADED, blob.toString());
    MediaFile file = new MediaFile(blob, upload.sizeBytes(), upload.name(), type(blob, upload));
    if (upload.into().isPresent() && join(by, upload.into().get(), file)) {
      return new Placed.Became(upload.into().get());
    }
    LangText title = new LangText(LangText.UNKNOWN, FileName.stem(upload.name()));
    Description description = Description.of(Map.of(Term.TITLE, List.of(title)));
    NewItem item = new NewItem(own, description, List.of(file), List.of());
    upload.accession().ifPresent(act -> accessions.took(act, List.of(own)));
    var _ = archive.addItems(by.author(), upload.collection(), List.of(item));
    return new Placed.Became(own);
  }

  /// Returns an item that has the file.
  public Optional<ItemId> holder(Cid blob) {
    return references.items(blob).stream()
        .limit(HOLDERS_ASKED_MAX)
        .filter(id ->
            archive.item(id).stream()
                .flatMap(item -> item.media().stream())
                .anyMatch(file -> file.blob().equals(blob)))
        .findFirst();
  }

  /// Adds a file to an item, one at a time: of two that read the same list, one would seem lost.
  ///
  /// @return whether it is there now; not if the item is gone, or full
  private boolean join(Curator by, ItemId id, MediaFile file) {
    joining.lock();
    try {
      Optional<ItemView> item = archive.item(id);
      if (item.isEmpty()) {
        return false;
      }
      List<MediaFile> files = new ArrayList<>(item.get().media());
      if (files.contains(file)) {
        return true;
      }
      if (files.size() >= FILES_OF_ITEM_MAX) {
        return false;
      }
      files.add(file);
      archive.attach(by.author(), id, files, item.get().mediaHeads());
      return true;
    } finally {
      joining.unlock();
    }
  }

  private String type(Cid blob, Upload upload) {
    try (InputStream content =
        new BufferedInputStream(blobs.open(blob).orElseThrow(), SNIFFED_BYTES)) {
      return types.of(content, upload.name());
    } catch (IOException e) {
      throw new UncheckedIOException("The file just stored cannot be read", e);
    }
  }

  /// The same for the same upload, so that a crash between item and note of it doubles nothing.
  private static ItemId ownId(String upload) {
    MessageDigest hasher = Sha256.hasher();
    hasher.update(LABEL);
    hasher.update(upload.getBytes(UTF_8));
    return new ItemId(Bytes.of(hasher.digest()).slice(0, ItemId.SIZE_BYTES));
  }
}
