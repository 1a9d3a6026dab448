-- Records, their bodies, and what is derived from both.
--
-- Digests are SHA-256, 32 bytes: the codec of a record's or a body's CID is always dag-cbor, so the digest is its name.
-- The large tables have no foreign keys: a row is inserted thousands of times a second, its numbers come from the
-- same program, and `acequia verify` checks them.

create table record_sets (
  set_no    integer generated always as identity primary key,
  community bytea not null check (octet_length(community) = 32),
  set_id    bytea not null check (octet_length(set_id) = 16),
  unique (community, set_id)
);

create table devices (
  device_no integer generated always as identity primary key,
  key       bytea not null unique check (octet_length(key) = 32)
);

create table records (
  id        bytea    not null primary key check (octet_length(id) = 32),
  set_no    integer  not null,
  hlc       bigint   not null,
  device_no integer  not null,
  seq       bigint   not null,
  type      text     not null,
  slot      bytea    check (octet_length(slot) <= 64),
  subject   bytea    check (octet_length(subject) = 16),
  body      bytea    check (octet_length(body) = 32),
  bytes     bytea    not null check (octet_length(bytes) <= 65536)
);

-- The order of reconciliation.
create index records_in_order on records (set_no, hlc, id);
-- A subject has few records, so that this serves its slots as well.
create index records_by_subject on records (subject) where subject is not null;
create index records_by_device on records (device_no, set_no, seq desc, id);

create table bodies (
  id    bytea not null primary key check (octet_length(id) = 32),
  bytes bytea not null check (octet_length(bytes) <= 65536)
);

-- Bodies that held records name and that are not held.
create table missing_bodies (
  body   bytea   not null,
  record bytea   not null,
  set_no integer not null,
  -- What the record says its length is; another one is not its body.
  size_bytes integer not null,
  primary key (body, record)
);

create index missing_bodies_by_set on missing_bodies (set_no, body);

-- Items and collections, one row for each set in which they have records: what is listed and counted.
create table subjects (
  set_no  integer  not null,
  kind    smallint not null,
  subject bytea    not null,
  -- The clock reading of the earliest record.
  added   bigint   not null,
  -- Every head of the description is a tombstone.
  gone    boolean  not null default false,
  primary key (set_no, kind, subject)
);

create index subjects_by_id on subjects (subject);
create index subjects_in_order on subjects (set_no, kind, added desc, subject) where not gone;

-- Which items have a file, as the bodies held say.
create table blob_references (
  blob       bytea   not null check (octet_length(blob) = 36),
  set_no     integer not null,
  subject    bytea   not null,
  size_bytes bigint  not null,
  primary key (blob, set_no, subject)
);

create index blob_references_by_set on blob_references (set_no);

-- Files that are referred to and not held.
create table wanted_blobs (
  blob       bytea  not null primary key check (octet_length(blob) = 36),
  size_bytes bigint not null
);

-- Where the devices that sign on this node stand in each set; locked while one signs.
create table chains (
  device_no integer not null,
  set_no    integer not null,
  -- The sequence number of the last record, 0 before the first.
  seq       bigint  not null,
  last_id   bytea   check (octet_length(last_id) = 32),
  primary key (device_no, set_no)
);

-- Records refused for ever, so that they are not fetched again. The oldest are forgotten.
create table refused_records (
  id         bytea  not null primary key check (octet_length(id) = 32),
  reason     text   not null,
  refused_no bigint generated always as identity
);

create index refused_records_in_order on refused_records (refused_no);

-- Records that wait for the governance records on which their authority rests. The oldest are forgotten.
create table waiting_records (
  id         bytea  not null primary key check (octet_length(id) = 32),
  source     text   not null,
  bytes      bytea  not null check (octet_length(bytes) <= 65536),
  waiting_no bigint generated always as identity
);

create index waiting_records_in_order on waiting_records (waiting_no);
create index waiting_records_by_source on waiting_records (source, waiting_no);

-- The communities whose records this node takes in.
create table communities (
  id bytea not null primary key check (octet_length(id) = 32)
);
