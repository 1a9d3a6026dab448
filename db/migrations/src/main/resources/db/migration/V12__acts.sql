-- The audit trail: who did what on this node. Acts are added and, when they are old, removed; never
-- changed. Addresses stand apart, because they are forgotten earlier.

create table acts (
  id      bigint      not null primary key generated always as identity,
  at      timestamptz not null,
  act     text        not null check (octet_length(act) <= 64),
  -- The account's name; null for strangers and for what the node did by itself.
  who     text        check (char_length(who) <= 200),
  -- An id, a number, an account's name.
  subject text        not null check (char_length(subject) <= 200)
);

create index acts_by_act on acts (act, id);
create index acts_by_who on acts (who, id);

create table act_addresses (
  act     bigint not null primary key references acts on delete cascade,
  address text   not null check (octet_length(address) <= 64)
);

create function acts_stay_as_they_are() returns trigger language plpgsql as $$
begin
  raise exception 'An act in the audit trail is never changed';
end
$$;

create trigger acts_stay_as_they_are before update on acts
  for each statement execute function acts_stay_as_they_are();
