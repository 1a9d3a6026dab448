package org.acequia.node;

import java.util.List;
import org.acequia.core.archive.Author;
import org.acequia.node.community.Joining;
import org.acequia.web.InviteFault;
import org.acequia.web.Neighbourhood;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How the node meets others. Stands alone until libp2p is wired: nobody answers.
@Configuration(proxyBeanMethods = false)
class NeighbourConfiguration {

  @Bean
  Joining joining() {
    return _ -> new Joining.Outcome.Refused(InviteFault.UNREACHABLE);
  }

  @Bean
  Neighbourhood neighbourhood() {
    return new Neighbourhood() {
      @Override
      public Self self() {
        return new Self("", List.of());
      }

      @Override
      public List<Neighbour> neighbours() {
        return List.of();
      }

      @Override
      public List<CopiesOf> copies() {
        return List.of();
      }

      @Override
      public Invitation invite(Author by) {
        return new Invitation.Forbidden();
      }

      @Override
      public Acceptance accept(Author by, String invite) {
        return new Acceptance.Refused(InviteFault.UNREACHABLE);
      }
    };
  }
}
