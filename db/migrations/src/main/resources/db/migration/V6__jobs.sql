-- Work that takes longer than a request, and outlives the process that does it.

-- As db-scheduler wants it. One row stands for one lane of jobs that has something to do.
create table scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);

create table jobs (
  id            bigint      generated always as identity primary key,
  kind          text        not null check (octet_length(kind) <= 64),
  -- Jobs of one lane are done one after another.
  lane          text        not null check (octet_length(lane) <= 64),
  -- What the work needs to know, in a form of its own.
  arguments     text        not null check (octet_length(arguments) <= 4194304),
  -- What it is about, for people.
  about         text        not null check (octet_length(about) <= 4096),
  asked_by      text        not null check (octet_length(asked_by) <= 4096),
  asked_at      timestamptz not null,
  state         text        not null check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  cancel_wanted boolean     not null default false,
  attempts      int         not null default 0,
  started_at    timestamptz,
  ended_at      timestamptz,
  done          bigint      not null default 0,
  -- Null while it is not known.
  total         bigint,
  -- What is being looked at.
  current       text        not null default '',
  counts        text        not null default '{}',
  -- How it ended: the key of a message and its arguments, or no key and the text.
  said          text        not null default '',
  said_with     text        not null default '[]',
  -- Where the next attempt goes on, and what had been counted and found by then.
  checkpoint          text check (octet_length(checkpoint) <= 4194304),
  checkpoint_counts   text not null default '{}',
  checkpoint_findings int  not null default 0,
  checkpoint_done     bigint not null default 0
);
create index jobs_to_do on jobs (lane, id) where state in ('WAITING', 'RUNNING');

create table job_findings (
  job     bigint not null references jobs on delete cascade,
  no      int    not null,
  subject text   not null check (octet_length(subject) <= 4096),
  problem text   not null check (octet_length(problem) <= 4096),
  primary key (job, no)
);
