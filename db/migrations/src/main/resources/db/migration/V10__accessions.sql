-- What was taken in, by whom, as one act that can be undone; and uploads under way.

create table accessions (
  id         bigint      generated always as identity primary key,
  kind       text        not null check (kind in ('UPLOAD', 'IMPORT')),
  -- A collection's title, or what was imported, as it was called then.
  about      text        not null check (octet_length(about) <= 4096),
  collection bytea       not null check (octet_length(collection) = 16),
  by_name    text        not null check (octet_length(by_name) <= 4096),
  -- Whose device signed.
  account    bytea       not null check (octet_length(account) = 16),
  begun_at   timestamptz not null,
  items      bigint      not null default 0,
  -- The job that does it, or did.
  job        bigint,
  undo_job   bigint,
  undone_at  timestamptz,
  undone_by  text
);
create unique index accessions_by_job on accessions (job) where job is not null;

create table accession_items (
  accession bigint  not null references accessions on delete cascade,
  item      bytea   not null check (octet_length(item) = 16),
  -- It went away again with the accession.
  undone    boolean not null default false,
  primary key (accession, item)
);
create index accession_items_by_item on accession_items (item);

create table uploads (
  id            text        not null primary key check (octet_length(id) <= 64),
  account       bytea       not null check (octet_length(account) = 16),
  accession     bigint      references accessions on delete set null,
  collection    bytea       not null check (octet_length(collection) = 16),
  -- The item that the file joins; null if it becomes one.
  into_item     bytea       check (octet_length(into_item) = 16),
  -- Whether it is kept even if the archive has it already.
  keep          boolean     not null,
  name          text        not null check (octet_length(name) <= 4096),
  size_bytes    bigint      not null check (size_bytes >= 0),
  -- Up to here the bytes are durable.
  durable_bytes bigint      not null default 0,
  touched_at    timestamptz not null,
  -- What the bytes are called, once all are there.
  blob          bytea       check (octet_length(blob) <= 64),
  -- The item that has the file now.
  item          bytea       check (octet_length(item) = 16),
  -- The item that had it before.
  same_as       bytea       check (octet_length(same_as) = 16)
);
create index uploads_by_account on uploads (account) where blob is null;
create index uploads_by_age on uploads (touched_at);
