package org.acequia.node.jobs;

/// Something that can be asked for.
///
/// @param name lower-case letters and hyphens; `jobs.kind.NAME` is its name for people
/// @param lane jobs of one lane are done one after another, in the order in which they were asked
///   for
/// @param work does it
public record JobKind(String name, String lane, JobWork work) {

  /// A kind with a lane of its own.
  public JobKind(String name, JobWork work) {
    this(name, name, work);
  }
}
