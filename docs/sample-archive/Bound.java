import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Binds sheets into a PDF, and a text into an OpenDocument file.
final class Bound {

  private Bound() {}

  public static void main(String[] args) throws IOException {
    odt(Path.of(args[0]), Files.readAllLines(Path.of(args[1])));
  }

  static byte[] jpeg(BufferedImage image, float quality) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  /// A PDF whose pages are pictures, as a scanner makes it.
  static void pdf(Path file, List<BufferedImage> sheets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> at = new ArrayList<>();
    out.write("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n".getBytes(ISO_8859_1));
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < sheets.size(); i++) {
      kids.append(3 + 3 * i).append(" 0 R ");
    }
    object(out, at, "<< /Type /Catalog /Pages 2 0 R >>");
    object(out, at, "<< /Type /Pages /Count %d /Kids [%s] >>".formatted(sheets.size(), kids));
    for (int i = 0; i < sheets.size(); i++) {
      int n = 3 + 3 * i;
      BufferedImage sheet = sheets.get(i);
      int w = 595;
      int h = w * sheet.getHeight() / sheet.getWidth();
      object(out, at, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /XObject << /S %d 0 R >> >> >>".formatted(w, h, n + 1, n + 2));
      String draw = "q %d 0 0 %d 0 0 cm /S Do Q".formatted(w, h);
      object(out, at, "<< /Length %d >>\nstream\n%s\nendstream".formatted(draw.length(), draw));
      byte[] jpeg = jpeg(sheet, .5f);
      at.add(out.size());
      out.write("%d 0 obj\n<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n".formatted(at.size(), sheet.getWidth(), sheet.getHeight(), jpeg.length).getBytes(ISO_8859_1));
      out.write(jpeg);
      out.write("\nendstream\nendobj\n".getBytes(ISO_8859_1));
    }
    int xref = out.size();
    StringBuilder table = new StringBuilder("xref\n0 %d\n0000000000 65535 f \n".formatted(at.size() + 1));
    at.forEach(offset -> table.append("%010d 00000 n \n".formatted(offset)));
    table.append("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n".formatted(at.size() + 1, xref));
    out.write(table.toString().getBytes(ISO_8859_1));
    Files.write(file, out.toByteArray());
  }

  private static void object(ByteArrayOutputStream out, List<Integer> at, String content)
      throws IOException {
    at.add(out.size());
    out.write("%d 0 obj\n%s\nendobj\n".formatted(at.size(), content).getBytes(ISO_8859_1));
  }

  /// An OpenDocument text: a heading, then a paragraph a line.
  static void odt(Path file, List<String> lines) throws IOException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).replace("&", "&amp;").replace("<", "&lt;");
      body.append(
          i == 0 ? "<text:h text:outline-level=\"1\">" + text + "</text:h>" : "<text:p>" + text + "</text:p>");
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      byte[] type = "application/vnd.oasis.opendocument.text".getBytes(UTF_8);
      ZipEntry first = new ZipEntry("mimetype");
      CRC32 sum = new CRC32();
      sum.update(type);
      first.setMethod(ZipEntry.STORED);
      first.setSize(type.length);
      first.setCrc(sum.getValue());
      entry(zip, first, type);
      entry(zip, new ZipEntry("META-INF/manifest.xml"), """
          <?xml version="1.0" encoding="UTF-8"?>
          <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
          """.getBytes(UTF_8));
      entry(zip, new ZipEntry("content.xml"), ("""
          <?xml version="1.0" encoding="UTF-8"?>
          <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text>"""
          + body + "</office:text></office:body></office:document-content>").getBytes(UTF_8));
    }
  }

  private static void entry(ZipOutputStream zip, ZipEntry entry, byte[] content) throws IOException {
    entry.setTime(631_152_000_000L);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
