package org.acequia.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/// The arrows of ARCHITECTURE.md, as rules. When a rule here fails, change the code or write an
/// ADR.
@AnalyzeClasses(
    packages = "org.acequia",
    importOptions = {DoNotIncludeTests.class, ArchitectureTests.DoNotIncludeTestJars.class})
class ArchitectureTests {

  /// The contracts of core come as a jar once it is packaged, and are tests all the same.
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule coreKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("org.acequia.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.acequia.replication..",
              "org.acequia.indexer..",
              "org.acequia.web..",
              "org.acequia.node..",
              "org.springframework..",
              "org.slf4j..",
              "jakarta..",
              "java.net..",
              "java.sql..");

  @ArchTest
  static final ArchRule coreTouchesNoFile =
      noClasses()
          .that()
          .resideInAPackage("org.acequia.core..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Files.class, Path.class, File.class)
          .because("core decides; adapters read and write");

  @ArchTest
  static final ArchRule coreHasNoClockAndNoDice =
      noClasses()
          .that()
          .resideInAPackage("org.acequia.core..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, InstantSource.class, SecureRandom.class, Random.class)
          .because("time and randomness are arguments, so that a simulator can choose them");

  @ArchTest
  static final ArchRule replicationKnowsCoreOnly =
      noClasses()
          .that()
          .resideInAPackage("org.acequia.replication..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.acequia.indexer..",
              "org.acequia.web..",
              "org.acequia.node..",
              "org.springframework..");

  @ArchTest
  static final ArchRule indexerKnowsCoreOnly =
      noClasses()
          .that()
          .resideInAPackage("org.acequia.indexer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.acequia.replication..",
              "org.acequia.web..",
              "org.acequia.node..",
              "org.springframework..");

  @ArchTest
  static final ArchRule pagesKnowCoreOnly =
      noClasses()
          .that()
          .resideInAPackage("org.acequia.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.acequia.replication..", "org.acequia.indexer..", "org.acequia.node..");

  @ArchTest
  static final ArchRule packagesOfTheCoreFormNoCycle =
      slices().matching("org.acequia.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfReplicationFormNoCycle =
      slices().matching("org.acequia.replication.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfTheNodeFormNoCycle =
      slices().matching("org.acequia.node.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.acequia.node")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .because(
              "a test must be able to choose the time; only the composition root reads a clock");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Processor|Data|Info)")
          .because("such a name says what role a class plays in the code, not in the archive");

  @ArchTest
  static final ArchRule failuresAreNamed =
      noClasses()
          .that()
          .areNotAssignableTo(RuntimeException.class)
          .should()
          .callConstructor(RuntimeException.class, String.class)
          .orShould()
          .callConstructor(RuntimeException.class, Throwable.class)
          .orShould()
          .callConstructor(RuntimeException.class, String.class, Throwable.class)
          .because("a caller cannot tell one RuntimeException from another");
}
