-- what each worker last said about the queue, which the result role cannot see itself.
create table workers (
  task text primary key,
  queued bigint not null,
  lag_ms bigint not null,
  seen_at timestamptz not null default now()
);

-- how the polls grew: the sums of the tallies, whenever they had changed.
create table tally_history (
  poll text not null,
  choice text not null,
  at timestamptz not null,
  n bigint not null,
  primary key (poll, choice, at)
);
