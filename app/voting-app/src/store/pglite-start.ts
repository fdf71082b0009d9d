import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { MIGRATIONS } from './migrations.ts';

const PACKAGE = '@electric-sql/pglite';
/** The databases that new databases are copied from are two thirds of all files, and nobody makes a new database. */
const LEAVE_OUT = [
  'update pg_database set datistemplate = false', 'drop database template0', 'drop database template1', 'checkpoint',
];

/**
 * A database in memory that has all tables, and no rows in them.
 *
 * Making one takes several seconds of work, loading a copy of one a fraction of that. So the first start leaves a copy
 * where build tools keep such things; it is safe to delete.
 */
export async function startPglite(createTables: (db: PGlite) => Promise<unknown>): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  const file = copyFile();
  const copy = read(file);
  if (copy !== undefined) return PGlite.create({ loadDataDir: new Blob([copy]) });
  const db = await PGlite.create();
  await createTables(db);
  await keep(db, file).catch(() => undefined);
  return db;
}

/** Another version of the package may have another format; other migrations make other tables. */
function copyFile(): string {
  const entry = createRequire(import.meta.url).resolve(PACKAGE);
  const folder = join(dirname(entry), '..');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const tables = createHash('sha256').update(JSON.stringify(MIGRATIONS)).digest('hex').slice(0, 12);
  return join(folder, `../../.cache/voting-app/pglite-${version}-${tables}.tar`);
}

function read(file: string): Buffer<ArrayBuffer> | undefined {
  try {
    return readFileSync(file) as Buffer<ArrayBuffer>;
  } catch {
    return undefined;
  }
}

/** Whole or not at all: several processes may start at the same time. */
async function keep(db: PGlite, file: string): Promise<void> {
  for (const statement of LEAVE_OUT) await db.exec(statement);
  const dump = await db.dumpDataDir('none');
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}`;
  writeFileSync(part, Buffer.from(await dump.arrayBuffer()));
  renameSync(part, file);
}
