package org.acequia.replication.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiaddrTests {

  private static final String PEER = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/127.0.0.1/tcp/4001",
        "/ip4/192.168.1.7/tcp/4001/p2p/" + PEER,
        "/ip6/::1/tcp/0",
        "/ip6/2001:db8::8:800:200c:417a/tcp/65535",
        "/dns4/archive.example.org/tcp/4001",
        "/dnsaddr/bootstrap.libp2p.io/p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
        "/ip4/1.2.3.4/udp/4001/quic-v1",
        "/ip4/1.2.3.4/tcp/4001/p2p/" + PEER + "/p2p-circuit"
      })
  void anAddressIsPrintedAndDecodedAsItWas(String text) {
    Multiaddr address = Multiaddr.parse(text);

    assertThat(address).hasToString(text);
    assertThat(Multiaddr.decode(address.encoded())).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "ip4/127.0.0.1",
        "/ip4",
        "/ip4/127.0.0.256/tcp/1",
        "/ip4/127.1/tcp/1",
        "/ip4/localhost/tcp/1",
        "/ip6/1.2.3.4/tcp/1",
        "/ip6/::1::2/tcp/1",
        "/ip4/1.2.3.4/tcp/65536",
        "/ip4/1.2.3.4/tcp/-1",
        "/dns/a b/tcp/1",
        "/p2p/notapeer!",
        "/unknown/7"
      })
  void nonsenseIsRefused(String text) {
    assertThatThrownBy(() -> Multiaddr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theBinaryFormIsTheOneOfTheMulticodecTable() {
    assertThat(HexFormat.of().formatHex(Multiaddr.parse("/ip4/127.0.0.1/tcp/4001").encoded()))
        .isEqualTo("047f000001060fa1");
  }

  @Test
  void onlyPlainTcpCanBeDialed() {
    assertThat(Multiaddr.parse("/dns/a.example/tcp/1/p2p/" + PEER).target())
        .contains(new Multiaddr.Target("a.example", 1));
    assertThat(Multiaddr.parse("/ip4/1.2.3.4/udp/4001/quic-v1").target()).isEmpty();
    assertThat(Multiaddr.parse("/ip4/1.2.3.4/tcp/443/wss").target()).isEmpty();
    assertThat(Multiaddr.parse("/ip4/1.2.3.4/tcp/1/p2p/" + PEER + "/p2p-circuit").target())
        .isEmpty();
  }

  @Test
  void thePeerIsTheLastPart() {
    assertThat(Multiaddr.parse("/ip4/1.2.3.4/tcp/1/p2p/" + PEER).peer().orElseThrow())
        .hasToString(PEER);
    assertThat(Multiaddr.parse("/ip4/1.2.3.4/tcp/1").peer()).isEmpty();
  }

  @Test
  void anAddressThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> Multiaddr.parse("/tls".repeat(Multiaddr.MAX_PARTS + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Multiaddr.parse("/dns/" + "a".repeat(Multiaddr.MAX_BYTES)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void noBytesBreakTheDecoder(@ForAll byte[] bytes) {
    Multiaddr.decode(bytes)
        .ifPresent(address -> assertThat(Multiaddr.parse(address.toString())).isEqualTo(address));
  }
}
