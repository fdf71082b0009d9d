create table votes (
  poll text not null,
  voter_id text not null,
  choice text not null,
  prev text,
  -- place of the vote in the queue: a later place wins, the same place changes nothing.
  ms bigint not null,
  seq integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (poll, voter_id)
);

-- several rows for each choice, so that workers do not wait for each other.
create table tallies (
  poll text not null,
  choice text not null,
  shard smallint not null,
  n bigint not null,
  primary key (poll, choice, shard)
);
