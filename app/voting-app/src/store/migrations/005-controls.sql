-- what administrators said about polls; a poll without a row is as configured.
create table poll_controls (
  poll text primary key,
  state text check (state in ('open', 'closed')),
  since timestamptz,
  round integer not null default 0
);
