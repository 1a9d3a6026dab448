package org.acequia.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.acequia.core.archive.Author;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.identity.SigningKey;
import org.acequia.core.record.AccountId;
import org.acequia.node.community.SignedIn;
import org.acequia.node.directory.SpaceReserve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

class FormFilesTests {

  private static final int LARGER_THAN_A_SERVER_SWALLOWS = 20 << 20;

  @TempDir private Path folder;

  @Test
  void aFormThatIsRefusedOnAFullDiskIsReadToItsEnd() throws Exception {
    MockHttpServletRequest form = form();
    MockHttpServletResponse response = send(form, Long.MAX_VALUE);

    assertThat(response.getStatus()).isEqualTo(507);
    assertThat(form.getInputStream().read()).as("what was left unread").isNegative();
  }

  @Test
  void whereThereIsRoomNothingIsReadBeforeThePage() throws Exception {
    MockHttpServletRequest form = form();
    MockHttpServletResponse response = send(form, 0);

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(form.getInputStream().readAllBytes()).hasSize(LARGER_THAN_A_SERVER_SWALLOWS);
  }

  private MockHttpServletResponse send(MockHttpServletRequest form, long reserveBytes)
      throws Exception {
    SpaceReserve reserve = SpaceReserve.of(folder, reserveBytes);
    var contexts = new RequestAttributeSecurityContextRepository();
    MockHttpServletResponse response = new MockHttpServletResponse();
    contexts.saveContext(new SecurityContextImpl(rosa()), form, response);
    new FormFiles(contexts, reserve).doFilter(form, response, new MockFilterChain());
    return response;
  }

  private static VisitorToken rosa() {
    SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_SIZE_BYTES]);
    Author author = new Author(new AccountId(Bytes.of(new byte[16])), key, Optional.empty());
    return new VisitorToken(new SignedIn("Rosa", author, false), Instant.EPOCH, 0);
  }

  private static MockHttpServletRequest form() {
    MockHttpServletRequest form = new MockHttpServletRequest("POST", "/curate/upload");
    form.setContentType("multipart/form-data; boundary=edge");
    form.setContent(new byte[LARGER_THAN_A_SERVER_SWALLOWS]);
    return form;
  }
}
