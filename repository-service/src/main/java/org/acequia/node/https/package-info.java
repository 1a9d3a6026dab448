/// HTTPS: the certificate by which people know the node, and the connector that shows it.
///
/// A node makes its own certificate at the first start, unless its operator brings one. Its key
/// stays as long as the data directory does; the certificate is made anew when the machine's
/// addresses change or it is about to expire.
@NullMarked
package org.acequia.node.https;

import org.jspecify.annotations.NullMarked;
