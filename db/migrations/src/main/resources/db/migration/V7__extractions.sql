-- What was got out of files: how far reading each of them has come, and what came of it. The text and the pictures lie
-- in the cache of the data directory; all of it can be made again from the files.

create table extractions (
  blob     bytea    not null primary key check (octet_length(blob) = 36),
  -- waiting: stands in line; absent: not held yet; done; failed: something that should be there could not be got.
  state    text     not null default 'waiting' check (state in ('waiting', 'absent', 'done', 'failed')),
  -- The place in line; a new one for each time it is put there.
  line_no  bigint   not null,
  -- How often it was begun since it was put in line.
  tries    smallint not null default 0,
  -- Which version of the extractor read it last; null while none has.
  version  smallint,
  fault    text,
  metadata bytea    check (octet_length(metadata) <= 524288),
  has_text boolean  not null default false,
  small_width  smallint,
  small_height smallint,
  large_width  smallint,
  large_height smallint
);

create sequence extraction_line owned by extractions.line_no;
alter table extractions alter column line_no set default nextval('extraction_line');

create index extractions_in_line on extractions (line_no) where state = 'waiting';
create index extractions_failed on extractions (line_no desc) where state = 'failed';
create index extractions_by_state on extractions (state);

insert into extractions (blob) select distinct blob from blob_references order by blob;

-- A file of which a record speaks stands in line from the same commit on.
create function note_new_files() returns trigger language plpgsql as $$
begin
  insert into extractions (blob) select distinct blob from added order by blob on conflict do nothing;
  return null;
end
$$;

create trigger files_come_into_line after insert on blob_references
  referencing new table as added for each statement execute function note_new_files();

-- A file that is no longer wanted has arrived.
create function note_arrived_files() returns trigger language plpgsql as $$
begin
  update extractions e set state = 'waiting', line_no = nextval('extraction_line')
    from removed r where e.blob = r.blob and e.state = 'absent';
  return null;
end
$$;

create trigger files_arrive after delete on wanted_blobs
  referencing old table as removed for each statement execute function note_arrived_files();
