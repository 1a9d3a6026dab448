/// The pages of those who look after the node: its health and its audit trail, under `/admin`.
@NullMarked
package org.acequia.web.stewarding;

import org.jspecify.annotations.NullMarked;
