package org.acequia.web.memory;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.Author;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.ItemView;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.identity.DeviceKey;
import org.acequia.core.identity.Signer;
import org.acequia.core.record.AccountId;
import org.acequia.web.Accessions;
import org.acequia.web.Curator;
import org.acequia.web.Curators;
import org.acequia.web.Founding;
import org.acequia.web.HeldFiles;
import org.acequia.web.InviteFault;
import org.acequia.web.Neighbourhood;
import org.acequia.web.RecoverySheet;
import org.acequia.web.Uploads;
import org.jspecify.annotations.Nullable;

/// The ports of the pages, in memory. The password is `acequia-1`, the token `token`, a good invite
/// `acequia1:good`.
public final class MemoryNode
    implements Curators, Founding, Neighbourhood, Uploads, Accessions, HeldFiles {

  /// The curator who is known.
  public static final Curator ANA = new Curator("Ana Quispe", author());

  /// Her password.
  public static final String PASSWORD = "acequia-1";

  private static final String SESSION = "curator";
  private static final long SIZE_BYTES_MAX = 50_000_000;

  private final Archive archive;
  private final Map<Cid, byte[]> blobs = new ConcurrentHashMap<>();
  private final List<Act> acts = new ArrayList<>();
  private final List<Neighbour> neighbours = new ArrayList<>();
  private @Nullable String community;

  /// A node that serves `community`, or none yet.
  public MemoryNode(Archive archive, Optional<String> community) {
    this.archive = archive;
    this.community = community.orElse(null);
  }

  /// Pairs with a neighbour.
  public void meet(Neighbour neighbour) {
    neighbours.add(neighbour);
  }

  @Override
  public boolean holds(Cid file) {
    return blobs.containsKey(file);
  }

  /// Loses a file's bytes.
  public void lose(Cid file) {
    blobs.remove(file);
  }

  /// Returns a file's bytes.
  public Optional<byte[]> bytes(Cid blob) {
    return Optional.ofNullable(blobs.get(blob));
  }

  private static Author author() {
    Signer signer =
        new Signer() {
          @Override
          public DeviceKey key() {
            return new DeviceKey(Bytes.of(new byte[DeviceKey.SIZE_BYTES]));
          }

          @Override
          public byte[] sign(byte[] message) {
            return new byte[64];
          }
        };
    return new Author(new AccountId(Bytes.of(new byte[16])), signer, Optional.empty());
  }

  @Override
  public SignIn signIn(
      HttpServletRequest request, HttpServletResponse response, String name, String password) {
    if (name.equals("impatient")) {
      return new SignIn.TooMany(Duration.ofSeconds(90));
    }
    if (!name.equals(ANA.name()) || !password.equals(PASSWORD)) {
      return new SignIn.Refused();
    }
    request.getSession().setAttribute(SESSION, ANA);
    return new SignIn.Welcome(ANA);
  }

  @Override
  public void signOut(HttpServletRequest request, HttpServletResponse response) {
    request.getSession().removeAttribute(SESSION);
  }

  @Override
  public Optional<Curator> current(HttpServletRequest request) {
    var session = request.getSession(false);
    return session == null
        ? Optional.empty()
        : Optional.ofNullable((Curator) session.getAttribute(SESSION));
  }

  @Override
  public boolean isSteward(HttpServletRequest request) {
    return current(request).isPresent();
  }

  @Override
  public AddCurator add(Author by, String name, String password) {
    return name.equals(ANA.name())
        ? new AddCurator.NameTaken()
        : new AddCurator.Added(sheet("Archivo de Maras", name));
  }

  @Override
  public Optional<String> community() {
    return Optional.ofNullable(community);
  }

  @Override
  public boolean opens(String token) {
    return token.equals("token");
  }

  @Override
  public Founding.Outcome found(String token, String name, String curator, String password) {
    if (!opens(token)) {
      return new Founding.Outcome.WrongToken();
    }
    community = name;
    return new Founding.Outcome.Done(sheet(name, curator));
  }

  @Override
  public Founding.Outcome join(String token, String invite, String curator, String password) {
    if (!invite.equals("acequia1:good")) {
      return new Founding.Outcome.InviteRefused(InviteFault.EXPIRED);
    }
    return found(token, "Archivo de Maras", curator, password);
  }

  private static RecoverySheet sheet(String community, String curator) {
    return new RecoverySheet(
        community,
        Cid.of(Codec.DAG_CBOR, new byte[] {9}).toString(),
        curator,
        "3KQ7-9XWA-MMPT-2H4C-YV8N-QR5D-7EJB-K6SZ");
  }

  @Override
  public Self self() {
    return new Self(
        "12D3KooWGzxzKZYveHXtpG6AsrUJBcWxHBFS2HsEoGTxrMLvKXtf",
        List.of("/ip4/192.168.1.20/tcp/4001", "/ip6/fe80::1/tcp/4001"));
  }

  @Override
  public List<Neighbour> neighbours() {
    return List.copyOf(neighbours);
  }

  @Override
  public List<CopiesOf> copies() {
    return archive.collections().stream()
        .map(c -> new CopiesOf(c.id(), 12, 12, new TreeMap<>(Map.of(1, 2L, 2, 7L, 3, 2L, 5, 1L))))
        .toList();
  }

  @Override
  public Invitation invite(Author by) {
    return new Invitation.Ready(
        "acequia1:" + "mfzwizltoruwg5djn5xca2lom5zgk".repeat(16),
        Instant.parse("2026-11-27T12:00:00Z"));
  }

  @Override
  public Acceptance accept(Author by, String invite) {
    return invite.equals("acequia1:good")
        ? new Acceptance.Paired("Radio Valle")
        : new Acceptance.Refused(InviteFault.MALFORMED);
  }

  @Override
  public boolean remove(String peerId) {
    return neighbours().stream().anyMatch(neighbour -> neighbour.peerId().equals(peerId));
  }

  @Override
  public long sizeBytesMax() {
    return SIZE_BYTES_MAX;
  }

  @Override
  public Uploads.Outcome keep(InputStream content, String name, String declaredType)
      throws IOException {
    byte[] bytes = content.readAllBytes();
    if (bytes.length > SIZE_BYTES_MAX) {
      return new Uploads.Outcome.Refused(Reason.TOO_LARGE);
    }
    Cid cid = Cid.of(Codec.RAW, bytes);
    blobs.put(cid, bytes);
    return new Uploads.Outcome.Kept(new MediaFile(cid, bytes.length, name, declaredType));
  }

  @Override
  public Optional<ItemId> holder(Cid blob) {
    return archive.collections().stream()
        .flatMap(c -> archive.items(c.id(), 0, Archive.ITEMS_PER_PAGE_MAX).stream())
        .filter(item -> item.media().stream().anyMatch(file -> file.blob().equals(blob)))
        .map(ItemView::id)
        .findFirst();
  }

  @Override
  public long begin(Curator by, CollectionId collection, String about) {
    acts.add(
        new Act(
            acts.size() + 1L,
            true,
            about,
            collection,
            by.name(),
            Instant.parse("2026-11-20T12:00:00Z"),
            1,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty()));
    return acts.size();
  }

  @Override
  public void took(long accession, List<ItemId> items) {
    // nothing is undone in memory
  }

  @Override
  public List<Act> newest(int limit) {
    return acts.reversed().stream().limit(limit).toList();
  }

  @Override
  public OptionalLong undo(Curator by, long accession) {
    return accession <= acts.size() ? OptionalLong.of(7) : OptionalLong.empty();
  }
}
