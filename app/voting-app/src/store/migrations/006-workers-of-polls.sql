-- the polls whose votes a worker stores: another application in this database has workers of its own. Workers of an
-- earlier version do not say it, and are taken for workers of every poll.
alter table workers add column polls text[];
