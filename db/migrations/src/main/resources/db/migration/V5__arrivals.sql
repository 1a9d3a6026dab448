-- What search indexes follow: which subjects have to be looked at again, in the order of commits.
--
-- Written by the database itself, in the transaction that adds the records, so that no crash lets an index miss one.
-- On one node commits are made one at a time, so that a number that can be read has none below it still to come.

create table arrivals (
  arrival_no bigint   generated always as identity primary key,
  -- The kind of the subject, the first byte of its slots.
  kind       smallint not null,
  subject    bytea    not null
);

-- One row.
create table arrival_log (
  one          boolean not null primary key default true check (one),
  -- Tells this log from that of another database under the same index.
  id           uuid    not null default gen_random_uuid(),
  -- Arrivals up to this number are forgotten: the index has them.
  forgotten_no bigint  not null default 0
);

insert into arrival_log default values;

create function note_arrived_records() returns trigger language plpgsql as $$
begin
  insert into arrivals (kind, subject)
    select distinct get_byte(slot, 0), subject from added where subject is not null;
  return null;
end
$$;

create trigger records_arrive after insert on records
  referencing new table as added for each statement execute function note_arrived_records();

-- A body that is no longer missing has arrived.
create function note_arrived_bodies() returns trigger language plpgsql as $$
begin
  insert into arrivals (kind, subject)
    select distinct get_byte(r.slot, 0), r.subject
      from removed m join records r on r.id = m.record where r.subject is not null;
  return null;
end
$$;

create trigger bodies_arrive after delete on missing_bodies
  referencing old table as removed for each statement execute function note_arrived_bodies();
