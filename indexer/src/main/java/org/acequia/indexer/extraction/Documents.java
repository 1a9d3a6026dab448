package org.acequia.indexer.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.acequia.core.media.Extractions;
import org.acequia.core.media.Fault;
import org.acequia.indexer.extraction.FileWork.FaultException;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.detect.AutoDetectReader;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.DublinCore;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Office;
import org.apache.tika.metadata.PagedText;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/// Words and properties out of documents, mails and archives, by Tika.
final class Documents {

  /// How much of a text file is looked at, in bytes: enough for [Extractions#TEXT_LENGTH_MAX]
  /// characters of any script.
  static final int PLAIN_BYTES_MAX = 4 << 20;

  /// How much of a page of markup is looked at, in bytes.
  static final int MARKUP_BYTES_MAX = 16 << 20;

  private static final Set<String> NO_WORDS =
      Set.of("application/octet-stream", "application/x-executable", "application/java-vm");

  private final TikaConfig config;
  private final AutoDetectParser parser;

  Documents() throws TikaException, IOException {
    this.config = new TikaConfig();
    this.parser = new AutoDetectParser(config);
  }

  /// Returns what a file is, by its bytes and the hint of its name.
  String detect(Path file, String name) throws IOException {
    Metadata hint = hint(name);
    try (TikaInputStream in = TikaInputStream.get(file)) {
      return config.getDetector().detect(in, hint).getBaseType().toString();
    }
  }

  private static Metadata hint(String name) {
    Metadata hint = new Metadata();
    if (!name.isEmpty()) {
      hint.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    }
    return hint;
  }

  /// Leaves the file's words in its place, adds its properties to `draft`, and tells whether there
  /// were words. What was read before a fault is kept.
  boolean read(Job job, String type, MetadataDraft draft) throws IOException, FaultException {
    if (NO_WORDS.contains(type)) {
      return false;
    }
    Path text = job.scratch().resolve(Job.TEXT);
    try (Writer words = Files.newBufferedWriter(text, UTF_8)) {
      TidyWriter tidy = new TidyWriter(words, Extractions.TEXT_LENGTH_MAX);
      try {
        if (isPlain(type)) {
          readPlain(job.file(), tidy);
        } else {
          readDocument(job, type, tidy, draft);
        }
      } finally {
        tidy.flush();
      }
      return tidy.hasWords();
    }
  }

  /// Lines without structure; a parser that looks for one might hold a line of gigabytes.
  static boolean isPlain(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.startsWith("text/") && !isMarkup(lower) && !lower.equals("text/calendar");
  }

  private static boolean isMarkup(String type) {
    return type.contains("html") || type.contains("xml");
  }

  private static void readPlain(Path file, TidyWriter words) throws IOException, FaultException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(PLAIN_BYTES_MAX);
    }
    try (AutoDetectReader reader = new AutoDetectReader(new ByteArrayInputStream(head))) {
      reader.transferTo(words);
    } catch (TidyWriter.FullException _) {
      return; // enough of it
    } catch (TikaException e) {
      throw new FaultException(Fault.DAMAGED, e);
    }
  }

  private void readDocument(Job job, String type, TidyWriter words, MetadataDraft draft)
      throws IOException, FaultException {
    Metadata metadata = hint(job.name());
    ParseContext context = new ParseContext();
    Unpacking unpacking = new Unpacking(parser, context);
    context.set(Parser.class, parser);
    context.set(EmbeddedDocumentExtractor.class, unpacking);
    try (TikaInputStream in = open(job.file(), type)) {
      parser.parse(in, new BodyContentHandler(words), metadata, context);
    } catch (EncryptedDocumentException e) {
      throw new FaultException(Fault.LOCKED, e);
    } catch (ZeroByteFileException | UnsupportedFormatException _) {
      return; // nothing to read, and nothing wrong
    } catch (SAXException | TikaException | IOException | RuntimeException e) {
      if (unpacking.isFull()) {
        throw new FaultException(Fault.TOO_LARGE, e);
      }
      if (!isFull(e)) {
        throw fault(e);
      }
    } finally {
      describe(metadata, draft);
    }
    if (unpacking.isFull()) {
      throw new FaultException(Fault.TOO_LARGE);
    }
  }

  private static TikaInputStream open(Path file, String type) throws IOException {
    if (!isMarkup(type.toLowerCase(Locale.ROOT)) || Files.size(file) <= MARKUP_BYTES_MAX) {
      return TikaInputStream.get(file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return TikaInputStream.get(in.readNBytes(MARKUP_BYTES_MAX));
    }
  }

  /// Whether `e` only says that enough was read.
  private static boolean isFull(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TidyWriter.FullException
          || cause instanceof WriteLimitReachedException) {
        return true;
      }
    }
    return false;
  }

  private static FaultException fault(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof EncryptedDocumentException) {
        return new FaultException(Fault.LOCKED, e);
      }
      // Tika's own guard against bombs names itself in its message alone.
      if (message.contains("zip bomb") || message.contains("Zip bomb")) {
        return new FaultException(Fault.TOO_LARGE, e);
      }
    }
    return new FaultException(Fault.DAMAGED, e);
  }

  private static void describe(Metadata said, MetadataDraft draft) {
    draft
        .title(said.get(TikaCoreProperties.TITLE))
        .description(said.get(TikaCoreProperties.DESCRIPTION))
        .date(Dates.read(said.get(TikaCoreProperties.CREATED)))
        .rights(said.get(TikaCoreProperties.RIGHTS))
        .language(said.get(TikaCoreProperties.LANGUAGE));
    each(said, TikaCoreProperties.CREATOR, draft::creator);
    each(said, DublinCore.SUBJECT, draft::keyword);
    for (String keywords : said.getValues(Office.KEYWORDS)) {
      for (String keyword : keywords.split("[,;]", -1)) {
        draft.keyword(keyword);
      }
    }
    Integer pages = said.getInt(PagedText.N_PAGES);
    Integer counted = pages == null ? said.getInt(Office.PAGE_COUNT) : pages;
    draft.pages(counted == null ? 0 : counted);
  }

  private static void each(
      Metadata said, Property property, java.util.function.Consumer<String> value) {
    for (String text : said.getValues(property)) {
      value.accept(text);
    }
  }
}
