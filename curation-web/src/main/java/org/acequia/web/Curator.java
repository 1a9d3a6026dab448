package org.acequia.web;

import org.acequia.core.archive.Author;

/// A person who is signed in.
///
/// @param name the account's name, as people see it
/// @param author signs what the person states
public record Curator(String name, Author author) {}
