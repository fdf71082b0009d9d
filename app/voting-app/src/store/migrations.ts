import { textFile } from '../ui/text-file.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Applied once each, in this order; a published one is never changed (its checksum is kept). */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'votes', sql: textFile(import.meta.url, './migrations/001-votes.sql') },
  { version: 2, name: 'users', sql: textFile(import.meta.url, './migrations/002-users.sql') },
  { version: 3, name: 'clicks', sql: textFile(import.meta.url, './migrations/003-clicks.sql') },
  { version: 4, name: 'pipeline', sql: textFile(import.meta.url, './migrations/004-pipeline.sql') },
  { version: 5, name: 'controls', sql: textFile(import.meta.url, './migrations/005-controls.sql') },
  {
    version: 6, name: 'workers of polls', sql: textFile(import.meta.url, './migrations/006-workers-of-polls.sql'),
  },
];

export const SCHEMA_VERSION = MIGRATIONS[MIGRATIONS.length - 1].version;
