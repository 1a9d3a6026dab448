package org.acequia.node.extraction;

import java.util.Optional;
import org.acequia.core.media.Extractions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// How files are read.
@Configuration(proxyBeanMethods = false)
@Import(PreviewsController.class)
public class ExtractionConfiguration {

  /// Spring makes it.
  ExtractionConfiguration() {}

  @Bean
  Extractions extractions() {
    return new NothingRead();
  }

  @Bean
  PreviewsController.Pictures pictures() {
    return (_, _) -> Optional.empty();
  }
}
