-- What brings the whole node down is not begun for ever, and does not stand in the way of the rest.

-- How often a job was begun since it last got on: since its last checkpoint, its last orderly stop, or since somebody
-- wanted it tried again.
alter table jobs add column attempts_here int not null default 0;

-- Files during which the node went down come after those that were never begun.
drop index extractions_in_line;
create index extractions_in_line on extractions (tries, line_no) where state = 'waiting';
