-- A record may give its body another length than the body of that name has: no body will ever complete it. It is noted, so
-- that nobody is asked for it again.
alter table missing_bodies add column impossible boolean not null default false;

drop index missing_bodies_by_set;
create index missing_bodies_by_set on missing_bodies (set_no, body) where not impossible;
