package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlobUploadsTests {

  @Test
  void nameKeepsNoPath() {
    assertThat(BlobUploads.cleaned("../../etc/passwd")).isEqualTo("passwd");
    assertThat(BlobUploads.cleaned("C:\\fotos\\abuela.jpg")).isEqualTo("abuela.jpg");
    assertThat(BlobUploads.cleaned("a/..")).isEqualTo("file");
  }

  @Test
  void nameKeepsNoControlAndNoReversingCharacters() {
    assertThat(BlobUploads.cleaned("a\r\nb\u202Egpj.exe")).isEqualTo("abgpj.exe");
  }

  @Test
  void nameIsCutAtWholeCharacters() {
    String name = BlobUploads.cleaned("ñ".repeat(200));

    assertThat(name.getBytes(UTF_8)).hasSize(254);
    assertThat(name).matches("ñ+");
  }
}
