-- The nodes that this one is paired with, and the invites that it gave.

create table neighbours (
  peer      bytea       not null primary key check (octet_length(peer) = 38),
  -- As it calls itself.
  name      text        not null,
  paired    timestamptz not null,
  last_seen timestamptz
);

create table neighbour_addresses (
  peer     bytea       not null references neighbours on delete cascade,
  address  text        not null check (octet_length(address) <= 512),
  learnt   timestamptz not null,
  -- When a connection was last made there.
  answered timestamptz,
  primary key (peer, address)
);

create table invites (
  -- The public key: the secret is in the invite's text alone.
  key     bytea       not null primary key check (octet_length(key) = 32),
  made    timestamptz not null,
  expires timestamptz not null,
  used_by bytea       check (octet_length(used_by) = 38)
);

-- The order in which files are fetched: small ones first.
create index wanted_blobs_in_order on wanted_blobs (size_bytes, blob);
