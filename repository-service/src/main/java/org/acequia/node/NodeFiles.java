package org.acequia.node;

/// The names of the small files in a data directory by which commands find the running node, and of
/// those that hold its keys. All can be read by their owner only.
public final class NodeFiles {

  /// The URL at which the running node answers this machine; not there while none runs.
  public static final String ADDRESS = "address";

  /// The secret that lets whoever can read it act as the node's operator.
  public static final String TOKEN = "token";

  /// The seed of the node's own device key, 32 bytes.
  public static final String DEVICE_KEY = "device.key";

  /// The seed of the libp2p key of this running copy, 32 bytes.
  public static final String PEER_KEY = "peer.key";

  private NodeFiles() {}
}
