package org.acequia.web;

/// Names that the node itself gives, in English, because they are signed or stored. Where people
/// read them, they stand in the reader's language.
public final class MadeNames {

  /// The operator's name in the audit trail. No curator has it.
  public static final String OPERATOR = "operator";

  /// The operator's name among those who ask for jobs. No curator has it.
  public static final String THE_OPERATOR = "the operator";

  /// How the name of a node's own account begins; the community's name follows. No curator's does.
  public static final String NODE_OF = "A node of ";

  private MadeNames() {}

  /// Returns the name of a node's own account.
  public static String node(String community) {
    return NODE_OF + community;
  }

  /// Returns who did or asked for something on this node, in words: its operator, a curator or a
  /// node.
  public static Words actor(String name) {
    return name.equals(OPERATOR) || name.equals(THE_OPERATOR)
        ? Words.of("person.operator")
        : author(name);
  }

  /// Returns who signed something, on whichever node, in words. An operator signs nothing: who is
  /// called so is somebody else's curator.
  public static Words author(String name) {
    return name.startsWith(NODE_OF)
        ? Words.of("person.node", name.substring(NODE_OF.length()))
        : Words.plain(name);
  }
}
