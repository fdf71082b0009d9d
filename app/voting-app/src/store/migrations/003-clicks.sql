-- which click of which page made the vote: of one page the later click wins, whatever overtook it on its way.
alter table votes add column page text not null default '';
alter table votes add column click integer not null default 0;
