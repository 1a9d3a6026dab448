package org.acequia.node.community;

import org.acequia.core.archive.Author;

/// Who stands behind a request.
///
/// @param name as people see it
/// @param author signs what they state
/// @param operator whether it is the node's operator, by the token, rather than a curator
public record SignedIn(String name, Author author, boolean operator) {}
