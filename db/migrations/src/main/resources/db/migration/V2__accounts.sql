-- The community that this node serves, and the accounts of the curators who sign in here.

create table served_community (
  only_one        boolean     not null primary key default true check (only_one),
  community       bytea       not null check (octet_length(community) = 36),
  -- As the charter or the invite called it.
  name            text        not null,
  node_account    bytea       not null check (octet_length(node_account) = 16),
  -- The record that lets the node's own device write.
  node_capability bytea       not null check (octet_length(node_capability) = 36),
  since           timestamptz not null
);

create table curators (
  account      bytea       not null primary key check (octet_length(account) = 16),
  name         text        not null,
  -- The name as it is compared when somebody signs in.
  sign_in_name text        not null unique,
  device       bytea       not null unique check (octet_length(device) = 32),
  -- The record that lets the device write; null for a delegate of the charter.
  capability   bytea       check (octet_length(capability) = 36),
  -- May add curators and invite.
  steward      boolean     not null,
  -- The device's key, sealed twice: whoever has the password, or the recovery code, opens it.
  by_password  bytea       not null check (octet_length(by_password) <= 256),
  by_recovery  bytea       not null check (octet_length(by_recovery) <= 256),
  since        timestamptz not null
);
