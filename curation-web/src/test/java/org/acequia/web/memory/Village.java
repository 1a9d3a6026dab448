package org.acequia.web.memory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.archive.CollectionId;
import org.acequia.core.archive.Description;
import org.acequia.core.archive.ItemId;
import org.acequia.core.archive.LangText;
import org.acequia.core.archive.MediaFile;
import org.acequia.core.archive.NewItem;
import org.acequia.core.archive.Term;
import org.acequia.core.bytes.Bytes;
import org.acequia.web.Neighbourhood;
import org.acequia.web.Uploads;

/// The archive of a made-up village, to look at and to test with.
public final class Village {

  private static final String[][] ITEMS = {
    {"La limpia de la acequia", "Cleaning the channel", "1987-08-12", "Fotografía", "faena"},
    {"Fiesta de la Virgen del Carmen", "", "1987-07-16", "Fotografía", "fiesta"},
    {"Doña Eulalia cuenta el terremoto", "", "1994", "Grabación", "memoria oral"},
    {"Las salineras al amanecer", "The salt pans at dawn", "2003-06", "Fotografía", "sal"},
    {"Acta de la comunidad, libro tercero", "", "1931", "Documento", "acta"},
    {"Huayno de despedida", "", "1979", "Grabación", "música"},
    {"Tejedoras en la plaza", "Weavers in the square", "1962", "Fotografía", "tejido"},
    {"La escuela nueva", "", "1958-04", "Fotografía", "escuela"},
    {"Siembra de papa con chaquitaclla", "", "1971", "Fotografía", "siembra"},
    {"Mapa de canales y turnos de agua", "Map of channels and turns", "1949", "Documento", "agua"},
    {"Carnaval: la yunza", "", "1990-02", "Video", "carnaval"},
    {"El molino de don Julián", "", "1966", "Fotografía", "molino"},
  };

  private static final String ABOUT =
      "Cada agosto la comunidad entera baja con palas y música a limpiar el canal principal. "
          + "Aquí se ve el tramo de la toma alta; al fondo, la capilla antes de la restauración.\n\n"
          + "La fotografía la guardó la familia Quispe en una caja de galletas.";

  private final MemoryArchive archive;
  private final MemoryNode node;
  private final List<ItemId> items = new ArrayList<>();
  private final List<CollectionId> collections = new ArrayList<>();

  private Village(MemoryArchive archive, MemoryNode node) {
    this.archive = archive;
    this.node = node;
  }

  /// Fills an archive.
  ///
  /// @param pictures what the photographs show; one is made where there are none
  public static Village in(MemoryArchive archive, MemoryNode node, List<byte[]> pictures)
      throws IOException {
    Village village = new Village(archive, node);
    village.build(pictures);
    return village;
  }

  /// Returns the items, oldest first. The first is in conflict.
  public List<ItemId> items() {
    return List.copyOf(items);
  }

  /// Returns the collections.
  public List<CollectionId> collections() {
    return List.copyOf(collections);
  }

  private void build(List<byte[]> pictures) throws IOException {
    for (String title : List.of("Álbum de la familia Quispe", "Radio Salinas", "Libros de actas")) {
      collections.add(
          archive.addCollection(
              MemoryNode.ANA.author(),
              description(
                  Map.of(
                      Term.TITLE,
                      List.of(new LangText("es", title)),
                      Term.DESCRIPTION,
                      List.of(
                          new LangText(
                              "es", "Reunido por los vecinos de Maras entre 2019 y 2026."))))));
    }
    for (int i = 0; i < ITEMS.length; i++) {
      add(i, pictures);
    }
    MediaFile scan = keep("acta <1987>.pdf", "application/pdf", new byte[300_000]);
    archive.attach(
        MemoryNode.ANA.author(),
        items.getFirst(),
        List.of(archive.item(items.getFirst()).orElseThrow().media().getFirst(), scan),
        List.of());
    disagree(items.getFirst());
    meet();
  }

  private void add(int i, List<byte[]> pictures) throws IOException {
    String[] row = ITEMS[i];
    Map<Term, List<LangText>> values = new LinkedHashMap<>();
    List<LangText> titles = new ArrayList<>(List.of(new LangText("es", row[0])));
    if (!row[1].isEmpty()) {
      titles.add(new LangText("en", row[1]));
    }
    values.put(Term.TITLE, titles);
    values.put(Term.DATE, List.of(new LangText("und", row[2])));
    values.put(Term.TYPE, List.of(new LangText("es", row[3])));
    values.put(Term.SUBJECT, List.of(new LangText("es", row[4]), new LangText("es", "Maras")));
    values.put(Term.DESCRIPTION, List.of(new LangText("es", ABOUT)));
    values.put(
        Term.CREATOR, List.of(new LangText("und", i % 2 == 0 ? "Julián Quispe" : "Radio Salinas")));
    values.put(Term.SPATIAL, List.of(new LangText("es", "Maras, Urubamba")));
    values.put(Term.LANGUAGE, List.of(new LangText("und", i % 3 == 0 ? "qu" : "es")));
    values.put(
        Term.RIGHTS,
        List.of(new LangText("es", "Uso de la comunidad; pregunte antes de publicar.")));
    MediaFile file =
        switch (row[3]) {
          case "Grabación" -> keep("cinta-" + i + ".mp3", "audio/mpeg", new byte[] {(byte) i, 1});
          case "Video" -> keep("yunza.mp4", "video/mp4", new byte[] {(byte) i, 2});
          case "Documento" ->
              keep("libro-" + i + ".pdf", "application/pdf", new byte[] {(byte) i, 3});
          default ->
              keep(
                  "foto-" + i + ".jpg",
                  "image/jpeg",
                  pictures.isEmpty()
                      ? new byte[] {(byte) i, 4}
                      : pictures.get(i % pictures.size()));
        };
    byte[] id = new byte[ItemId.SIZE_BYTES];
    id[15] = (byte) i;
    items.addAll(
        archive.addItems(
            MemoryNode.ANA.author(),
            collections.get(row[3].equals("Documento") ? 2 : row[3].equals("Grabación") ? 1 : 0),
            List.of(
                new NewItem(
                    new ItemId(Bytes.of(id)),
                    description(values),
                    List.of(file),
                    List.of(new LangText("es", row[4]), new LangText("qu", "yarqa"))))));
  }

  private void disagree(ItemId id) {
    var seen = archive.item(id).orElseThrow();
    Map<Term, List<LangText>> mine = new LinkedHashMap<>(seen.description().values());
    mine.put(Term.DATE, List.of(new LangText("und", "1986-08")));
    Map<Term, List<LangText>> theirs = new LinkedHashMap<>(seen.description().values());
    theirs.put(Term.DATE, List.of(new LangText("und", "1987-08-12")));
    theirs.put(Term.SUBJECT, List.of(new LangText("es", "trabajo comunal")));
    archive.describe(MemoryNode.ANA.author(), id, description(mine), seen.descriptionHeads());
    archive.describe(MemoryNode.ANA.author(), id, description(theirs), seen.descriptionHeads());
  }

  private void meet() {
    node.meet(
        new Neighbourhood.Neighbour(
            "Biblioteca de Ollantaytambo",
            "12D3KooWQYV9dGMFoRzNStwpXztXaBUjtPqi6aU76ZgUriHhKust",
            true,
            Optional.of(Instant.parse("2026-11-20T14:02:00Z")),
            new Neighbourhood.Pending(18, 3, 41_300_000),
            Neighbourhood.Pending.NONE,
            new Neighbourhood.Pending(210, 44, 52_000_000),
            new Neighbourhood.Pending(198, 41, 4_100_000),
            52_000_000,
            4_100_000));
    node.meet(
        new Neighbourhood.Neighbour(
            "Radio Valle",
            "12D3KooWJqzXQmFn3QoaTxMzxvWbF5SoyGBWiGU1ydnMPHTnXSWa",
            false,
            Optional.of(Instant.parse("2026-11-17T22:40:00Z")),
            Neighbourhood.Pending.NONE,
            new Neighbourhood.Pending(1, 1, 820_000_000),
            new Neighbourhood.Pending(90, 12, 31_000_000),
            new Neighbourhood.Pending(89, 11, 30_000_000),
            0,
            0));
  }

  private MediaFile keep(String name, String type, byte[] bytes) throws IOException {
    Uploads.Outcome outcome = node.keep(new ByteArrayInputStream(bytes), name, type);
    return switch (outcome) {
      case Uploads.Outcome.Kept kept -> kept.file();
      case Uploads.Outcome.Refused refused ->
          throw new IllegalStateException(refused.reason().name());
    };
  }

  private static Description description(Map<Term, List<LangText>> values) {
    return Description.of(values);
  }
}
