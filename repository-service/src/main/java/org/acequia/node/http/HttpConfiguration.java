package org.acequia.node.http;

import java.util.Objects;
import org.acequia.core.store.BlobStore;
import org.acequia.core.unixfs.FileTree;
import org.acequia.node.accession.AccessionBook;
import org.acequia.node.accession.ImportSources;
import org.acequia.node.accession.MediaTypes;
import org.acequia.node.accession.SentTables;
import org.acequia.node.audit.AuditTrail;
import org.acequia.node.community.Home;
import org.acequia.node.directory.DataDirectory;
import org.acequia.node.directory.SpaceReserve;
import org.acequia.node.indexing.IndexFeeder;
import org.acequia.node.jobs.Jobs;
import org.acequia.node.records.BlobArrivals;
import org.acequia.node.records.RecordKeeping;
import org.acequia.node.uploads.NewFiles;
import org.acequia.web.Accessions;
import org.acequia.web.Founding;
import org.acequia.web.Imports;
import org.acequia.web.JobBoard;
import org.acequia.web.Uploads;
import org.acequia.web.pages.Messages;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP side of a node: Tomcat, Spring MVC and Spring Security, and the API's controllers.
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  HttpEncodingAutoConfiguration.class,
  MultipartAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  SecurityFilterAutoConfiguration.class,
})
@Import({
  ActuatorController.class,
  ApiController.class,
  AuditController.class,
  HealthController.class,
  ImportsController.class,
  NodeMeterNames.class,
  BlobsController.class,
  CareController.class,
  GatewayController.class,
  ItemsController.class,
  JobsController.class,
  NeighboursController.class,
  NetworkController.class,
  Problems.class,
  SearchController.class,
  SecurityConfiguration.class,
  SetupController.class,
  StatusController.class,
})
public class HttpConfiguration {

  /// Behind the encoding of characters, before anything asks for a field of a form.
  private static final int FORM_FILES_ORDER = 10;

  /// Behind what is on every answer, before who asks is looked at: who sends nothing of themselves
  /// is nobody in particular.
  private static final int KEPT_PAGES_ORDER = 1;

  /// Whatever goes wrong, and wherever, is told by [org.acequia.web.pages.FailurePages].
  @Bean
  ErrorPageRegistrar failures() {
    return pages -> pages.addErrorPages(new ErrorPage("/error"));
  }

  @Bean
  Edition edition(RecordKeeping records, IndexFeeder feeder) {
    Edition edition = new Edition(System::nanoTime);
    records.listen(edition);
    records.blobs().onChanged(edition::changed);
    feeder.onShown(edition::changed);
    return edition;
  }

  @Bean
  FilterRegistrationBean<KeptPages> keptPages(Edition edition, Founding founding) {
    FilterRegistrationBean<KeptPages> filter =
        new FilterRegistrationBean<>(
            new KeptPages(edition, () -> founding.community().isPresent()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + KEPT_PAGES_ORDER);
    return filter;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> keptPagesFirst(
      FilterRegistrationBean<KeptPages> pages) {
    return tomcat ->
        tomcat.addEngineValves(new KeptPagesValve(Objects.requireNonNull(pages.getFilter())));
  }

  @Bean
  JobJson jobJson(Jobs jobs, Messages messages) {
    return new JobJson(jobs, messages);
  }

  @Bean
  JobBoard jobBoard(Jobs jobs, Home home, AuditTrail trail) {
    return new NodeJobBoard(jobs, home, trail);
  }

  @Bean
  KnownFiles knownFiles(RecordKeeping records) {
    return new KnownFiles(records.blobs(), records.archive());
  }

  @Bean
  FilterRegistrationBean<BodyLimit> bodyLimit(JsonMapper json) {
    FilterRegistrationBean<BodyLimit> limit = new FilterRegistrationBean<>(new BodyLimit(json));
    limit.addUrlPatterns("/api/*");
    return limit;
  }

  @Bean
  JacksonModule fitText() {
    return FitText.module();
  }

  /// Before who asks is looked at: a page that nobody may see says nothing of its fields.
  @Bean
  WebMvcConfigurer fitFields(ProblemWriter problems) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FitText(problems)).order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  @Bean
  Uploads uploads(
      BlobStore blobs, NewFiles files, BlobArrivals arrivals, MediaTypes types, AuditTrail trail) {
    return new BlobUploads(blobs, files, arrivals, types, trail, FileTree.MAX_FILE_SIZE_BYTES);
  }

  @Bean
  Accessions accessions(AccessionBook book, Jobs jobs, Home home) {
    return new NodeAccessions(book, jobs, home);
  }

  @Bean
  Imports importsOfCurators(
      DataDirectory data,
      SpaceReserve reserve,
      Jobs jobs,
      AccessionBook book,
      AuditTrail trail,
      Home home) {
    SentTables tables = new SentTables(new ImportSources(data.path()), reserve);
    tables.removeDrafts();
    return new NodeImports(tables, jobs, book, trail, home);
  }

  @Bean
  FilterRegistrationBean<FormFiles> formFiles(
      SecurityContextRepository contexts, SpaceReserve reserve) {
    FilterRegistrationBean<FormFiles> filter =
        new FilterRegistrationBean<>(new FormFiles(contexts, reserve));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + FORM_FILES_ORDER);
    return filter;
  }
}
