/// What the node is measured by: `./acequia bench NAME` prints one JSON line for each measure,
/// beside the budget it should keep and what the machine itself does in the same run.
///
/// The generators have fixed seeds, so that two runs measure the same work. Where a budget is per
/// CPU-second, the CPU time of the process is counted, garbage collection and compilation included,
/// and not the time on the wall: other programs on the machine then matter little.
@NullMarked
package org.acequia.benchmarks;

import org.jspecify.annotations.NullMarked;
