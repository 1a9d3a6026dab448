package org.acequia.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.acequia.node.http.KeptPage.Header;
import org.apache.tomcat.util.http.MimeHeaders;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class KeptPagesValveTests {

  @Test
  void whatTomcatWritesForLaterAnswersDoesNotReachAKeptPage() throws Exception {
    String policy = "default-src 'none'; script-src 'self'; style-src 'self'";
    List<Header> kept =
        KeptPage.of("text/html", Map.of("Content-Security-Policy", policy), "page".getBytes(UTF_8))
            .in(new MockHttpServletRequest())
            .headers();
    MimeHeaders headers = new MimeHeaders();
    KeptPagesValve.add(kept, headers);
    Map<String, String> first = all(headers);
    headers.recycle();
    for (int i = 0; i < kept.size(); i++) {
      headers.setValue("Another-" + i).setLong(1_234_567_890L);
    }
    headers.recycle();

    KeptPagesValve.add(kept, headers);

    assertThat(all(headers)).isEqualTo(first).containsEntry("Content-Security-Policy", policy);
  }

  private static Map<String, String> all(MimeHeaders headers) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < headers.size(); i++) {
      all.put(headers.getName(i).toString(), headers.getValue(i).toString());
    }
    return all;
  }
}
