package org.acequia.web;

/// Names that the node itself gives, in English, because they are signed or stored. Where people
/// read them, they stand in the reader's language.
public final class MadeNames {

  /// The operator's name in the audit trail. No curator has it.
  public static final String OPERATOR = "operator";

  /// The operator's name among those who ask for jobs. No curator has it.
  public static final String THE_OPERATOR = "the operator";

  /// How the name of a node's own account begins; the community's name follows.
  private static final String NODE_OF = "A node of ";

  private MadeNames() {}

  /// Returns the name of a node's own account.
  public static String node(String community) {
    return NODE_OF + community;
  }

  /// Returns who or what bears `name`, in words.
  public static Words said(String name) {
    if (name.equals(OPERATOR) || name.equals(THE_OPERATOR)) {
      return Words.of("person.operator");
    }
    return name.startsWith(NODE_OF)
        ? Words.of("person.node", name.substring(NODE_OF.length()))
        : Words.plain(name);
  }
}
