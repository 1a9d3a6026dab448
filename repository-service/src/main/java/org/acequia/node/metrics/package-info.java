/// What the node counts about itself, for Prometheus. Nothing is made before somebody asks: until
/// then only plain counters run.
@NullMarked
package org.acequia.node.metrics;

import org.jspecify.annotations.NullMarked;
