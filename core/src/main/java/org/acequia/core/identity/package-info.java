/// Who signs: Ed25519 keys by one strict rule, and libp2p peer ids.
@NullMarked
package org.acequia.core.identity;

import org.jspecify.annotations.NullMarked;
