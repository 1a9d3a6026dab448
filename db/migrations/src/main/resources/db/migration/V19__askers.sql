-- Who asked for a job is told by account: two people may have the same name. Null for the operator, and for whoever asked
-- before accounts were noted; these are told by name.
alter table jobs add column asked_by_account bytea check (octet_length(asked_by_account) = 16);
