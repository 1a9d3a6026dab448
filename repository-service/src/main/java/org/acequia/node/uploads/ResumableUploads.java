package org.acequia.node.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.core.cid.Base32;
import org.acequia.core.cid.Sha256;
import org.acequia.core.record.AccountId;
import org.acequia.core.store.BlobDrafts;
import org.acequia.core.store.BlobStore.Stored;
import org.acequia.core.store.BlobStoreException;
import org.acequia.node.accession.FileName;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.uploads.UploadRefusedException.Reason;
import org.acequia.web.Curator;

/// Takes files in, piece by piece. Safe for use by many threads; one at a time per file.
final class ResumableUploads {

  /// How many unfinished uploads a curator may have.
  static final int UNFINISHED_MAX = 1_000;

  /// How long an upload is kept after its last byte.
  static final Duration KEPT = Duration.ofDays(7);

  /// How many bytes are lost at most when the machine loses power.
  static final int SYNC_EVERY_BYTES = 32 << 20;

  private static final Duration SWEEP_EVERY = Duration.ofHours(1);
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int ID_BYTES = 20;

  private final UploadTables tables;
  private final BlobDrafts store;
  private final Drafts drafts;
  private final NewFiles files;
  private final SpaceReserve reserve;
  private final SecureRandom random;
  private final InstantSource clock;
  private volatile Instant sweptAt = Instant.MIN;

  ResumableUploads(
      DataSource dataSource,
      BlobDrafts store,
      NewFiles files,
      SpaceReserve reserve,
      SecureRandom random,
      InstantSource clock) {
    this.tables = new UploadTables(dataSource);
    this.store = store;
    this.drafts = new Drafts(store);
    this.files = files;
    this.reserve = reserve;
    this.random = random;
    this.clock = clock;
  }

  /// A file that somebody wants to send.
  ///
  /// @param accession the act that it is part of
  /// @param keep whether it is kept even if the archive has it already
  /// @param key of the browser's choice, so that asking twice for the same place and size begins
  ///   one upload; may be empty
  record Wish(
      String name,
      long sizeBytes,
      CollectionId collection,
      Optional<ItemId> into,
      OptionalLong accession,
      boolean keep,
      String key) {}

  /// Begins an upload, or returns the one that was begun with the same key.
  ///
  /// @throws UploadRefusedException if there is no room for it; nothing is left then
  Upload begin(Curator by, Wish wish) {
    sweep();
    AccountId account = by.author().account();
    String id = wish.key().isEmpty() ? newId() : idOf(account, wish);
    Optional<Upload> begun = tables.find(id, account);
    if (begun.isPresent() && !forgetIfUndone(begun.get())) {
      return find(by, id);
    }
    if (wish.sizeBytes() > files.sizeBytesMax()) {
      throw new UploadRefusedException(Reason.TOO_LARGE);
    }
    if (tables.unfinished(account).uploads() >= UNFINISHED_MAX) {
      throw new UploadRefusedException(Reason.TOO_MANY);
    }
    if (wish.sizeBytes() > reserve.roomBytes() - tables.missingBytes()) {
      throw new UploadRefusedException(Reason.NO_SPACE);
    }
    Upload upload =
        new Upload(
            id,
            account,
            wish.accession(),
            wish.collection(),
            wish.into(),
            wish.keep(),
            FileName.ofPath(wish.name()),
            wish.sizeBytes(),
            0,
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    tables.add(upload);
    return upload;
  }

  /// Returns an upload as it stands. One that is whole is made an item first, if a crash came in
  /// between.
  Upload find(Curator by, String id) {
    Upload upload = known(by, id);
    if (forgetIfUndone(upload)) {
      throw new UploadRefusedException(Reason.GONE);
    }
    return upload.isWhole() && !upload.isSettled() ? alone(by, id, this::settle) : upload;
  }

  /// An upload whose item was removed since is no answer to whoever sends the file again.
  private boolean forgetIfUndone(Upload upload) {
    Optional<ItemId> item = upload.item().or(upload::sameAs);
    if (item.isEmpty() || files.stands(item.get())) {
      return false;
    }
    tables.remove(upload.id());
    return true;
  }

  /// Takes bytes that belong at `offset`; when they were the last, the file becomes an item.
  ///
  /// @throws IOException if `content` breaks off; what came until then is kept
  Upload append(Curator by, String id, long offset, InputStream content) throws IOException {
    if (!drafts.take(id)) {
      throw new UploadRefusedException(Reason.BUSY);
    }
    try {
      Upload upload = known(by, id);
      if (offset != upload.durableBytes() || upload.blob().isPresent()) {
        throw new UploadRefusedException(Reason.OFFSET);
      }
      receive(upload, content);
      Upload now = known(by, id);
      return now.isWhole() ? settle(by, now) : now;
    } finally {
      drafts.giveBack(id);
    }
  }

  /// Makes an item of a file that the archive had already.
  Upload keep(Curator by, String id) {
    return alone(
        by,
        id,
        (curator, upload) -> {
          if (upload.sameAs().isPresent()) {
            tables.keep(id);
          }
          return settle(curator, known(curator, id));
        });
  }

  /// Gives an upload up: an item that it has become stays.
  void terminate(Curator by, String id) {
    var _ =
        alone(
            by,
            id,
            (_, upload) -> {
              drafts.discard(id);
              tables.remove(id);
              return upload;
            });
  }

  /// Forgets what is too old, and drafts that no upload speaks of.
  void tidy() {
    Set<String> known = new HashSet<>(tables.drafts());
    store.draftNames().stream().filter(name -> !known.contains(name)).forEach(store::discardDraft);
    sweep();
  }

  private void receive(Upload upload, InputStream content) throws IOException {
    BlobDrafts.Draft draft = drafts.open(upload.id(), upload.durableBytes());
    boolean kept = false;
    try {
      if (draft.sizeBytes() != upload.durableBytes()) { // the disk has lost bytes
        tables.durable(upload.id(), draft.sizeBytes(), clock.instant());
        throw new UploadRefusedException(Reason.OFFSET);
      }
      boolean tooLong = false;
      try {
        tooLong = !copy(upload, content, draft);
      } finally {
        draft.sync();
        tables.durable(upload.id(), tooLong ? 0 : draft.sizeBytes(), clock.instant());
        kept = !tooLong; // what broke off goes on without being hashed again
      }
      if (tooLong) {
        // The beginning of a file is no file: it has changed while it was sent.
        throw new UploadRefusedException(Reason.TOO_LARGE);
      }
    } catch (BlobStoreException.NoSpace e) {
      throw new UploadRefusedException(Reason.NO_SPACE);
    } finally {
      if (kept) {
        drafts.keep(upload.id(), draft);
      } else {
        draft.close();
      }
    }
  }

  /// @return whether there is no more of it than was announced
  private boolean copy(Upload upload, InputStream content, BlobDrafts.Draft draft)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long unsynced = 0;
    while (draft.sizeBytes() < upload.sizeBytes()) {
      int wanted = (int) Math.min(buffer.length, upload.sizeBytes() - draft.sizeBytes());
      int count = content.read(buffer, 0, wanted);
      if (count < 0) {
        return true;
      }
      draft.write(buffer, 0, count);
      unsynced += count;
      if (unsynced >= SYNC_EVERY_BYTES) {
        draft.sync();
        tables.durable(upload.id(), draft.sizeBytes(), clock.instant());
        unsynced = 0;
      }
    }
    return content.read() < 0;
  }

  /// Takes an upload on whose bytes are all there, from wherever a crash left it.
  private Upload settle(Curator by, Upload upload) {
    if (upload.isSettled()) {
      return upload;
    }
    if (upload.blob().filter(store::isDurablyHeld).isEmpty()) {
      BlobDrafts.Draft draft = drafts.open(upload.id(), upload.durableBytes());
      if (draft.sizeBytes() != upload.sizeBytes()) {
        draft.close();
        tables.durable(upload.id(), 0, clock.instant());
        throw new UploadRefusedException(Reason.OFFSET);
      }
      complete(upload, draft);
    }
    Upload whole = known(by, upload.id());
    switch (files.place(by, whole)) {
      case NewFiles.Placed.Became(ItemId item) -> tables.became(upload.id(), item);
      case NewFiles.Placed.SameAs(ItemId item) -> tables.sameAs(upload.id(), item);
    }
    return known(by, upload.id());
  }

  private void complete(Upload upload, BlobDrafts.Draft draft) {
    try {
      Stored stored = draft.seal();
      tables.named(upload.id(), stored.cid());
      var _ = draft.complete();
    } catch (RuntimeException e) {
      draft.close();
      throw e;
    }
  }

  private interface Act {
    Upload on(Curator by, Upload upload);
  }

  private Upload alone(Curator by, String id, Act act) {
    if (!drafts.take(id)) {
      throw new UploadRefusedException(Reason.BUSY);
    }
    try {
      return act.on(by, known(by, id));
    } finally {
      drafts.giveBack(id);
    }
  }

  private Upload known(Curator by, String id) {
    return tables
        .find(id, by.author().account())
        .orElseThrow(() -> new UploadRefusedException(Reason.GONE));
  }

  private void sweep() {
    Instant now = clock.instant();
    if (sweptAt.isBefore(now.minus(SWEEP_EVERY))) {
      sweptAt = now;
      tables.expire(now.minus(KEPT)).forEach(drafts::discard);
    }
  }

  /// One for each key, size and place: a key that comes with another size, or for another place, is
  /// about another file, and begins another upload.
  private static String idOf(AccountId account, Wish wish) {
    MessageDigest hasher = Sha256.hasher();
    hasher.update(account.value().toArray());
    hasher.update(ByteBuffer.allocate(Long.BYTES).putLong(wish.sizeBytes()).flip());
    hasher.update(wish.collection().value().toArray());
    hasher.update((byte) (wish.into().isPresent() ? 1 : 0));
    wish.into().ifPresent(item -> hasher.update(item.value().toArray()));
    hasher.update(wish.key().getBytes(UTF_8));
    return Base32.encode(Arrays.copyOf(hasher.digest(), ID_BYTES));
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base32.encode(id);
  }
}
