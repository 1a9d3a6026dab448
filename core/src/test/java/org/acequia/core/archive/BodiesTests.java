package org.acequia.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.cid.Cid;
import org.acequia.core.cid.Codec;
import org.acequia.core.dagcbor.Node;
import org.acequia.core.record.Body;
import org.acequia.core.record.MalformedRecordException;
import org.acequia.core.record.TestCommunity;
import org.junit.jupiter.api.Test;

class BodiesTests {

  private static final Cid BLOB = Cid.of(Codec.RAW, new byte[] {1});

  @Test
  void whatIsWrittenReadsBack() {
    Description description =
        Description.of(
            Map.of(
                Term.TITLE, List.of(new LangText("es", "Huayno"), new LangText("qu", "Wayñu")),
                Term.DATE, List.of(new LangText("und", "1987"))));
    List<MediaFile> files = List.of(new MediaFile(BLOB, 5, "..", "audio/wav"));
    List<LangText> tags = List.of(new LangText("es", "fiesta"));

    assertThat(Bodies.description(Bodies.write(description, Optional.of("Ana"))))
        .isEqualTo(new Stated<>(description, Optional.of("Ana")));
    assertThat(Bodies.files(Bodies.writeFiles(files, Optional.empty())).value()).isEqualTo(files);
    assertThat(Bodies.tags(Bodies.writeTags(tags, Optional.empty())).value()).isEqualTo(tags);
  }

  @Test
  void overLongTextsAreRefusedByName() {
    assertDescriptionRefused(new LangText("es", "x".repeat(20_001)), "20,001 characters");
    assertDescriptionRefused(new LangText("not a tag", "x"), "language");
    assertDescriptionRefused(new LangText("es", ""), "empty");
    assertDescriptionRefused(new LangText("es", "\ud800"), "surrogate");
  }

  @Test
  void fileNamesTakeAtMost255BytesOfUtf8() {
    String fits = "ñ".repeat(127) + "x";
    assertThat(
            Bodies.files(Bodies.writeFiles(List.of(file(fits)), Optional.empty()))
                .value()
                .getFirst()
                .name())
        .isEqualTo(fits);
    assertRefused(
        () -> Bodies.writeFiles(List.of(file("ñ".repeat(128))), Optional.empty()), "files.name");
  }

  @Test
  void tooManyFilesOrTagsAreRefused() {
    assertRefused(
        () -> Bodies.writeFiles(Collections.nCopies(1_001, file("a")), Optional.empty()), "1,001");
    assertRefused(
        () -> Bodies.writeTags(Collections.nCopies(201, new LangText("es", "a")), Optional.empty()),
        "201");
  }

  @Test
  void unknownFieldsAndTermsAreRefused() {
    assertRefused(
        () -> Bodies.tags(Node.Dictionary.of(Map.of("tags", Node.List.of(), "z", Node.NULL))),
        "'z'");
    Node terms = Node.Dictionary.of(Map.of("melody", Node.List.of()));
    assertRefused(() -> Bodies.description(Node.Dictionary.of(Map.of("dc", terms))), "dc");
    assertRefused(() -> Bodies.description(Node.NULL), "body");
  }

  @Test
  void aBodyIsReadOnlyFromTheBytesThatTheRecordNames() {
    Bytes block = new Body(TestCommunity.id(1), new Node.Text("x")).encode();
    Bytes other = new Body(TestCommunity.id(2), new Node.Text("x")).encode();

    assertThat(Body.decode(Body.ref(block), block).content()).isEqualTo(new Node.Text("x"));
    assertRefused(() -> Body.decode(Body.ref(block), other), "not the bytes");
    assertRefused(() -> Body.decode(Bytes.of((byte) 0x80)), "not [16 random bytes");
    assertRefused(
        () -> new Body(TestCommunity.id(1), new Node.Binary(Bytes.of(new byte[65_536]))).encode(),
        "at most 65,536");
  }

  private static MediaFile file(String name) {
    return new MediaFile(BLOB, 5, name, "text/plain");
  }

  private static void assertDescriptionRefused(LangText title, String named) {
    Description description = Description.of(Map.of(Term.TITLE, List.of(title)));
    assertRefused(() -> Bodies.write(description, Optional.empty()), named);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String named) {
    assertThatThrownBy(call)
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(named);
  }
}
