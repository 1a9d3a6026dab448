package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.cid.Cid;
import org.acequia.core.store.BlobStore;
import org.acequia.core.store.BlobStoreException;
import org.acequia.node.accession.MediaTypes;
import org.acequia.node.audit.Act;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.uploads.NewFiles;
import org.acequia.web.Uploads;

/// Takes files in for people who send them: stored whole, named by what they hold.
final class BlobUploads implements Uploads {

  /// How much of a file is looked at to tell its type.
  static final int SNIFFED_BYTES = 64 << 10;

  private final BlobStore blobs;
  private final NewFiles files;
  private final Consumer<List<Cid>> arrived;
  private final MediaTypes types;
  private final AuditTrail trail;
  private final long sizeBytesMax;

  BlobUploads(
      BlobStore blobs,
      NewFiles files,
      Consumer<List<Cid>> arrived,
      MediaTypes types,
      AuditTrail trail,
      long sizeBytesMax) {
    this.blobs = blobs;
    this.files = files;
    this.arrived = arrived;
    this.types = types;
    this.trail = trail;
    this.sizeBytesMax = sizeBytesMax;
  }

  @Override
  public long sizeBytesMax() {
    return sizeBytesMax;
  }

  @Override
  public Outcome keep(InputStream content, String name, String declaredType) throws IOException {
    String kept = cleaned(name);
    try {
      BufferedInputStream buffered = new BufferedInputStream(content, SNIFFED_BYTES);
      String type = types.of(buffered, kept);
      BlobStore.Stored stored = blobs.put(buffered);
      arrived.accept(List.of(stored.cid()));
      trail.note(Act.UPLOADED, stored.cid().toString());
      return new Outcome.Kept(new MediaFile(stored.cid(), stored.sizeBytes(), kept, type));
    } catch (BlobStoreException.TooLarge _) {
      return new Outcome.Refused(Reason.TOO_LARGE);
    } catch (BlobStoreException.NoSpace _) {
      return new Outcome.Refused(Reason.NO_SPACE);
    }
  }

  @Override
  public Optional<ItemId> holder(Cid blob) {
    return files.holder(blob);
  }

  /// Keeps the last part of a path, without what a terminal, a header or a page could trip over.
  static String cleaned(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder kept = new StringBuilder();
    int sizeBytes = 0;
    for (int at = 0; at < last.length(); ) {
      int point = last.codePointAt(at);
      at += Character.charCount(point);
      int type = Character.getType(point);
      if (type == Character.CONTROL || type == Character.SURROGATE || type == Character.FORMAT) {
        continue;
      }
      sizeBytes += Character.toString(point).getBytes(UTF_8).length;
      if (sizeBytes > NAME_SIZE_BYTES_MAX) {
        break;
      }
      kept.appendCodePoint(point);
    }
    String clean = kept.toString().strip();
    return clean.isEmpty() || clean.equals(".") || clean.equals("..") ? "file" : clean;
  }
}
