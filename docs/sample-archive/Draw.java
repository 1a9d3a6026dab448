import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Draws the pictures of the sample archive into a folder: `java Draw.java FOLDER`.
final class Draw {

  private Draw() {}

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[0]);
    Files.createDirectories(out);
    jpeg(out.resolve("valley.jpg"), Prints.valley().print(34), .66f);
    jpeg(out.resolve("night.jpg"), Prints.night().print(34), .66f);
    jpeg(out.resolve("gate.jpg"), Prints.gate().print(34), .66f);
    jpeg(out.resolve("bridge.jpg"), Prints.bridge().print(34), .66f);
    jpeg(out.resolve("rain.jpg"), Prints.rain().print(34), .66f);
    jpeg(out.resolve("feast.jpg"), Prints.feast().print(34), .6f);
    jpeg(out.resolve("trout.jpg"), Prints.trout().print(30), .66f);
    jpeg(out.resolve("otter.jpg"), Prints.otter().print(30), .66f);
    jpeg(out.resolve("hoe.jpg"), Prints.plate(Block.OCHRE, 101, Prints::hoe).print(26), .64f);
    jpeg(out.resolve("sickle.jpg"), Prints.plate(Block.MOSS, 102, Prints::sickle).print(26), .64f);
    jpeg(out.resolve("lantern.jpg"), Prints.plate(Block.SLATE, 103, Prints::lantern).print(26), .64f);
    jpeg(out.resolve("jug.jpg"), Prints.plate(Block.ROSE, 104, Prints::jug).print(26), .64f);
    jpeg(out.resolve("bell.jpg"), Prints.plate(Block.PALE_WATER, 105, Prints::bell).print(26), .64f);
    jpeg(out.resolve("spade.jpg"), Prints.plate(Block.BRICK, 106, Prints::spade).print(26), .64f);
    jpeg(out.resolve("clock.jpg"), Papers.clock().print(30), .66f);
    jpeg(out.resolve("map.jpg"), Papers.map(), .68f);
    jpeg(out.resolve("ledger.jpg"), Papers.ledger(), .62f);
    jpeg(out.resolve("letter.jpg"), Papers.typed(LETTER, "Nell", .011, 9), .6f);
    Bound.pdf(
        out.resolve("minutes.pdf"),
        List.of(
            Papers.typed(MINUTES_1, "", -.008, 21), Papers.typed(MINUTES_2, "Inácio", .009, 22)));
    png(out.resolve("tiles-water.png"), Papers.tiles(0, 0xf3ead7, 0x2f7f88, 0x9cc7c2, 0xb8532f));
    png(out.resolve("tiles-star.png"), Papers.tiles(1, 0xf3ead7, 0xdba03f, 0x2f7f88, 0x1f2d3d));
    png(out.resolve("tiles-reed.png"), Papers.tiles(2, 0x4d5f33, 0xc7b26a, 0xa98f45, 0x55461c));
  }

  private static final String[] LETTER = {
    "Otter's Elbow, the 3rd of the rains",
    "",
    "To the keepers of the upper gate,",
    "",
    "We thank you for the water, which came on",
    "Tuesday, two hours late and very clean. The",
    "ducks were the first to notice.",
    "",
    "As agreed, we have mended our side of the",
    "bank with willow and with stones, in that",
    "order. The otters have been told. They did",
    "not say when they would stop.",
    "",
    "We propose that the gate be opened at dusk",
    "on the night of the lanterns, and left so",
    "until the last lantern has passed the weir.",
    "Bring the big drum. Do not bring the goat.",
    "",
    "With the compliments of the lower valley,",
  };

  private static final String[] MINUTES_1 = {
    "VILA DO JUNCO FALANTE",
    "Acta da junta da água",
    "",
    "Presentes: a moleira, o regedor, as três",
    "Marias, um burro (sem voto).",
    "",
    "Primeiro. Leu-se a acta da junta anterior,",
    "que ninguém tinha ouvido da primeira vez.",
    "",
    "Segundo. A moleira pede mais uma hora às",
    "quintas-feiras. As três Marias opõem-se,",
    "cada uma por uma razão diferente.",
    "",
    "Terceiro. Aprova-se limpar a vala grande",
    "antes das primeiras chuvas. Cada casa traz",
    "uma enxada e o almoço.",
    "",
    "Quarto. O burro bebeu da jarra. Consta.",
  };

  private static final String[] MINUTES_2 = {
    "Quinto. Lê-se a carta de Otter's Elbow.",
    "Responda-se que sim ao tambor e que a",
    "cabra decidirá por si.",
    "",
    "Sexto. Resolve-se que quem abrir a comporta",
    "de noite a fecha de noite, e que a água não",
    "é de ninguém e é de todos, por esta ordem.",
    "",
    "Não havendo mais nada, encerrou-se a junta",
    "quando a lua passou por cima do moinho.",
    "",
    "O secretário,",
  };

  private static void png(Path file, BufferedImage image) throws IOException {
    ImageIO.write(image, "png", file.toFile());
  }

  private static void jpeg(Path file, BufferedImage image, float quality) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    Files.deleteIfExists(file);
    try (var out = ImageIO.createImageOutputStream(new File(file.toString()))) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    }
    writer.dispose();
  }
}
