/// Tests of the certificates.
@org.jspecify.annotations.NullMarked
package org.acequia.node.https;
