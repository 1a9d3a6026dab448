/// Who did what on this node: an append-only table, bounded in number and age.
///
/// An act names its kind, the account's name, the address it came from and a subject such as an id.
/// Never a title, a text, a password, a code or a name that was typed wrongly. Acts are kept for
/// [org.acequia.node.audit.PostgresAuditTrail#DAYS_KEPT] days and at most
/// [org.acequia.node.audit.PostgresAuditTrail#ACTS_MAX] of them; addresses for
/// [org.acequia.node.audit.PostgresAuditTrail#ADDRESS_DAYS_KEPT] days.
@NullMarked
package org.acequia.node.audit;

import org.jspecify.annotations.NullMarked;
