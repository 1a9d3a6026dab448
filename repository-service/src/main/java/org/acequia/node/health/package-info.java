/// How the node is: what its stewards see at `/admin`, what `./acequia doctor` says, and how much
/// room everything takes.
@NullMarked
package org.acequia.node.health;

import org.jspecify.annotations.NullMarked;
