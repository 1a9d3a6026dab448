package org.acequia.core.dagcbor;

/// The first bytes of CBOR items (RFC 8949, section 3): major types in the high three bits, and the
/// few whole tokens that DAG-CBOR knows.
final class Major {

  static final int UNSIGNED = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int LIST = 4;
  static final int MAP = 5;

  static final int FALSE = 0xf4;
  static final int TRUE = 0xf5;
  static final int NULL = 0xf6;
  static final int DOUBLE = 0xfb;

  /// Tag 42, a CID: two bytes.
  static final int TAG = 0xd8;

  static final int TAG_CID = 0x2a;

  /// Multibase's identity prefix, which stands before every binary CID.
  static final int CID_PREFIX = 0x00;

  private Major() {}
}
