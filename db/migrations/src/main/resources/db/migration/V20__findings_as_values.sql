-- What jobs find wrong is kept as a code and what goes into its sentence, and is put into words where it is shown.

-- Findings from before have no code: their problem is a sentence.
alter table job_findings
  add column line         bigint,
  add column code         text not null default '' check (octet_length(code) <= 64),
  add column problem_with text not null default '[]' check (octet_length(problem_with) <= 32768);

-- The line of the table that is being read.
alter table jobs add column current_line bigint;
