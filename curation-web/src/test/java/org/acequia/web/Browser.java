package org.acequia.web;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.acequia.web.memory.MemoryArchive;
import org.acequia.web.memory.MemoryDoor;
import org.acequia.web.memory.MemoryExtractions;
import org.acequia.web.memory.MemoryImports;
import org.acequia.web.memory.MemoryIndex;
import org.acequia.web.memory.MemoryJobBoard;
import org.acequia.web.memory.MemoryNode;
import org.acequia.web.memory.Village;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/// A person with a browser, in front of the pages of a node in memory.
final class Browser {

  final MemoryArchive archive = new MemoryArchive();
  final MemoryNode node;
  final MemoryJobBoard jobs = new MemoryJobBoard();
  final MemoryImports imports = new MemoryImports(jobs);
  final MemoryExtractions extractions;
  final Optional<Village> village;
  private final MockMvc mvc;
  private final MockHttpSession session = new MockHttpSession();
  private final CsrfToken token = new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", "secret-token");

  @EnableWebMvc
  static class Config {}

  private Browser(Optional<String> community) throws IOException {
    node = new MemoryNode(archive, community);
    extractions = new MemoryExtractions(node);
    village =
        community.isPresent()
            ? Optional.of(Village.in(archive, node, List.of()))
            : Optional.empty();
    GenericWebApplicationContext context =
        new GenericWebApplicationContext(new MockServletContext());
    context.registerBean(MemoryArchive.class, () -> archive);
    context.registerBean(MemoryIndex.class, () -> new MemoryIndex(archive));
    context.registerBean(MemoryNode.class, () -> node);
    context.registerBean(MemoryDoor.class, MemoryDoor::new);
    context.registerBean(java.time.InstantSource.class, java.time.InstantSource::system);
    context.registerBean(MemoryJobBoard.class, () -> jobs);
    context.registerBean(MemoryImports.class, () -> imports);
    context.registerBean(MemoryExtractions.class, () -> extractions);
    new AnnotatedBeanDefinitionReader(context)
        .register(Config.class, WebPages.class, DoorPages.class);
    context.refresh();
    mvc = MockMvcBuilders.webAppContextSetup(context).build();
  }

  static Browser atVillage() throws IOException {
    return new Browser(Optional.of("Archivo de Maras"));
  }

  static Browser atNewNode() throws IOException {
    return new Browser(Optional.empty());
  }

  Browser signedIn() throws Exception {
    post("/sign-in", "name", MemoryNode.ANA.name(), "password", MemoryNode.PASSWORD);
    return this;
  }

  Village theVillage() {
    return village.orElseThrow();
  }

  Answer get(String address) throws Exception {
    return send(MockMvcRequestBuilders.get(java.net.URI.create(address)));
  }

  Answer get(String address, String header, String value) throws Exception {
    return send(MockMvcRequestBuilders.get(java.net.URI.create(address)).header(header, value));
  }

  /// Sends a form: names and values in turn.
  Answer post(String address, String... fields) throws Exception {
    var request = MockMvcRequestBuilders.post(java.net.URI.create(address));
    for (int i = 0; i < fields.length; i += 2) {
      request.param(fields[i], fields[i + 1]);
    }
    return send(request);
  }

  Answer send(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
    MvcResult result =
        mvc.perform(request.session(session).requestAttr(CsrfToken.class.getName(), token))
            .andReturn();
    return new Answer(
        result.getResponse().getStatus(),
        result.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8),
        Optional.ofNullable(result.getResponse().getHeader("Location")).orElse(""),
        Optional.ofNullable(result.getResponse().getHeader("Content-Security-Policy")).orElse(""));
  }

  /// What came back.
  record Answer(int status, String html, String location, String policy) {}
}
