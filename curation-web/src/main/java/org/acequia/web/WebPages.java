package org.acequia.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.zip.CRC32;
import org.acequia.core.archive.Archive;
import org.acequia.core.archive.ItemId;
import org.acequia.core.bytes.Bytes;
import org.acequia.core.media.DocumentPages;
import org.acequia.core.media.Extractions;
import org.acequia.core.search.SearchIndex;
import org.acequia.web.curating.AccessionsPage;
import org.acequia.web.curating.Bulk;
import org.acequia.web.curating.CollectionsPage;
import org.acequia.web.curating.DescribePage;
import org.acequia.web.curating.Desk;
import org.acequia.web.curating.DeskPage;
import org.acequia.web.curating.FilesPage;
import org.acequia.web.curating.ImportPage;
import org.acequia.web.curating.ItemsPage;
import org.acequia.web.curating.JobsPage;
import org.acequia.web.curating.PosterPage;
import org.acequia.web.curating.SetupPage;
import org.acequia.web.curating.SignInPage;
import org.acequia.web.curating.UndoPage;
import org.acequia.web.curating.UploadPage;
import org.acequia.web.pages.FailurePages;
import org.acequia.web.pages.Messages;
import org.acequia.web.pages.Pages;
import org.acequia.web.pages.Undos;
import org.acequia.web.reading.Choices;
import org.acequia.web.reading.CollectionPage;
import org.acequia.web.reading.HomePage;
import org.acequia.web.reading.ItemPage;
import org.acequia.web.reading.LookPage;
import org.acequia.web.reading.NetworkPage;
import org.acequia.web.reading.Pictures;
import org.acequia.web.reading.SearchPage;
import org.acequia.web.reading.Shelf;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Every page, for the node to import.
///
/// Needs one bean each of [Archive], [SearchIndex], [Extractions], [DocumentPages], [HeldFiles],
/// [Curators], [Founding], [JobBoard], [Neighbourhood] and [Uploads]. The pages guard `/curate`
/// themselves; the node adds CSRF protection to every POST and must not add a
/// Content-Security-Policy to HTML, which carries its own.
@Configuration(proxyBeanMethods = false)
public class WebPages implements WebMvcConfigurer {

  private static final String ASSETS = "org/acequia/web/assets/";

  /// Assets change their address when they change, so browsers may keep them.
  private static final Duration ASSETS_KEPT = Duration.ofDays(365);

  private final Desk desk;
  private final String assetVersion = assetVersion();

  /// Made by Spring.
  public WebPages(Curators curators) {
    this.desk = new Desk(curators);
  }

  /// The styles, scripts and pictures of the pages, under a folder named by what they hold: scripts
  /// and styles name one another by relative addresses, so a page never mixes those of two
  /// versions.
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/" + assetVersion + "/**")
        .addResourceLocations(new ClassPathResource(ASSETS))
        .setCacheControl(CacheControl.maxAge(ASSETS_KEPT).cachePublic());
  }

  /// Nobody gets to a curator's page without signing in.
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(desk).addPathPatterns("/curate", "/curate/**");
  }

  /// The words.
  @Bean
  public Messages messages() {
    return new Messages();
  }

  /// What curators can take back.
  @Bean
  public Undos undos() {
    return new Undos(new SecureRandom());
  }

  /// The pictures that stand for files.
  @Bean
  public Pictures shownPictures(Extractions extractions, HeldFiles held) {
    return new Pictures(extractions, held);
  }

  /// The frame of every page.
  @Bean
  public Pages pages(Messages messages, Founding founding, Curators curators, Undos undos) {
    TemplateEngine templates =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, WebPages.class.getClassLoader(), "org.acequia.web.templates");
    return new Pages(
        templates, messages, founding, curators, undos, ZoneId.systemDefault(), assetVersion);
  }

  /// Lists of items and collections.
  @Bean
  public Shelf shelf(Archive archive, SearchIndex index, Pictures pictures) {
    return new Shelf(archive, index, pictures);
  }

  /// `/` and `/collections`.
  @Bean
  public HomePage homePage(
      Archive archive,
      Shelf shelf,
      SearchIndex index,
      Pictures pictures,
      Founding founding,
      Pages pages) {
    return new HomePage(archive, shelf, index, pictures, founding, pages);
  }

  /// `/search`.
  @Bean
  public SearchPage searchPage(Archive archive, SearchIndex index, Shelf shelf, Pages pages) {
    return new SearchPage(archive, index, shelf, pages);
  }

  /// `/collections/{id}`.
  @Bean
  public CollectionPage collectionPage(
      Archive archive, Shelf shelf, Pictures pictures, Pages pages) {
    return new CollectionPage(archive, shelf, pictures, pages);
  }

  /// `/items/{id}` and its history.
  @Bean
  public ItemPage itemPage(Archive archive, Pictures pictures, Pages pages) {
    return new ItemPage(archive, pictures, pages);
  }

  /// `/items/{id}/look/{number}`.
  @Bean
  public LookPage lookPage(
      Archive archive, Pictures pictures, DocumentPages documents, Pages pages) {
    return new LookPage(archive, pictures, documents, pages);
  }

  /// `/network`.
  @Bean
  public NetworkPage networkPage(Archive archive, Neighbourhood neighbourhood, Pages pages) {
    return new NetworkPage(archive, neighbourhood, pages);
  }

  /// `/language/{tag}` and `/theme/{name}`.
  @Bean
  public Choices choices(Pages pages) {
    return new Choices(pages);
  }

  /// `/error`.
  @Bean
  public FailurePages failurePages(Pages pages) {
    return new FailurePages(pages);
  }

  /// `/setup`.
  @Bean
  public SetupPage setupPage(Founding founding, Pages pages) {
    return new SetupPage(founding, pages);
  }

  /// `/sign-in` and `/sign-out`.
  @Bean
  public SignInPage signInPage(Curators curators, Door door, Pages pages) {
    return new SignInPage(curators, door, pages);
  }

  /// `/curate`, `/curate/network` and `/curate/people`.
  @Bean
  public DeskPage deskPage(
      Archive archive,
      Shelf shelf,
      Neighbourhood neighbourhood,
      Curators curators,
      Extractions extractions,
      Pages pages) {
    return new DeskPage(desk, archive, shelf, neighbourhood, curators, extractions, pages);
  }

  /// `/curate/poster`.
  @Bean
  public PosterPage posterPage(Neighbourhood neighbourhood, Pages pages) {
    return new PosterPage(neighbourhood, pages);
  }

  /// `/curate/upload`.
  @Bean
  public UploadPage uploadPage(
      Archive archive, Uploads uploads, Accessions accessions, Pages pages) {
    SecureRandom random = new SecureRandom();
    return new UploadPage(desk, archive, uploads, accessions, () -> newId(random), pages);
  }

  /// `/curate/files`.
  @Bean
  public FilesPage filesPage(Extractions extractions, Archive archive, Pages pages) {
    return new FilesPage(extractions, archive, pages);
  }

  /// `/curate/items/{id}`.
  @Bean
  public DescribePage describePage(
      Archive archive, Shelf shelf, Pictures pictures, Undos undos, Pages pages) {
    return new DescribePage(desk, archive, shelf, pictures, undos, pages);
  }

  /// `/curate/items`.
  @Bean
  public ItemsPage itemsPage(
      Archive archive, SearchIndex index, Shelf shelf, Undos undos, Pages pages) {
    SecureRandom random = new SecureRandom();
    Bulk bulk = new Bulk(archive, () -> newId(random));
    return new ItemsPage(desk, archive, index, shelf, bulk, undos, pages);
  }

  /// `/curate/undo`.
  @Bean
  public UndoPage undoPage(Archive archive, Undos undos, Pages pages) {
    return new UndoPage(desk, archive, undos, pages);
  }

  /// `/curate/collections`.
  @Bean
  public CollectionsPage collectionsPage(
      Archive archive, Pictures pictures, Undos undos, Pages pages) {
    return new CollectionsPage(desk, archive, pictures, undos, pages);
  }

  /// `/curate/accessions`.
  @Bean
  public AccessionsPage accessionsPage(Accessions accessions, JobBoard jobs, Pages pages) {
    return new AccessionsPage(desk, accessions, jobs, pages);
  }

  /// `/curate/import`.
  @Bean
  public ImportPage importPage(Imports imports, Archive archive, Pages pages) {
    return new ImportPage(desk, imports, archive, pages);
  }

  /// `/admin/jobs`.
  @Bean
  public JobsPage jobsPage(Curators curators, JobBoard board, Pages pages) {
    return new JobsPage(curators, board, pages);
  }

  private static ItemId newId(SecureRandom random) {
    byte[] id = new byte[ItemId.SIZE_BYTES];
    random.nextBytes(id);
    return new ItemId(Bytes.of(id));
  }

  private static String assetVersion() {
    CRC32 checksum = new CRC32();
    try {
      var resolver = new PathMatchingResourcePatternResolver(WebPages.class.getClassLoader());
      for (var asset : resolver.getResources("classpath:" + ASSETS + "*.*")) {
        checksum.update(asset.getContentAsByteArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The pages' styles and scripts cannot be read", e);
    }
    return Long.toHexString(checksum.getValue());
  }
}
