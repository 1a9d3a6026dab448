-- The community that this node serves, the accounts of the curators who sign in here, and what the search index has
-- still to be told.

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

-- Items whose records or bodies changed and that the search index was not yet told of, durably. Filled in the
-- transaction of the change itself, so that no crash leaves the index behind for good.
create table index_changes (
  change_no bigint generated always as identity primary key,
  item      bytea  not null
);

create function note_records_to_index() returns trigger language plpgsql as $$
begin
  insert into index_changes (item)
    select distinct subject from new_rows where subject is not null and get_byte(slot, 0) = 1;
  return null;
end $$;

create trigger records_to_index after insert on records
  referencing new table as new_rows
  for each statement execute function note_records_to_index();

create function note_bodies_to_index() returns trigger language plpgsql as $$
begin
  insert into index_changes (item)
    select distinct r.subject from old_rows o join records r on r.id = o.record
    where r.subject is not null and get_byte(r.slot, 0) = 1;
  return null;
end $$;

create trigger bodies_to_index after delete on missing_bodies
  referencing old table as old_rows
  for each statement execute function note_bodies_to_index();
