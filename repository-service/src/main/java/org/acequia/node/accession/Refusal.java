package org.acequia.node.accession;

/// Something that was not taken in.
///
/// @param source the file, and the line where it is a row
/// @param reason why, and what to do
public record Refusal(String source, String reason) {}
