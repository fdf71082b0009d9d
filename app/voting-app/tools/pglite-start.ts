import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * An empty database in memory.
 *
 * Making one takes several seconds of work, loading a copy of one a fraction of that. So the first start leaves a copy
 * where build tools keep such things; it is safe to delete.
 */
export async function startPglite(): Promise<PGlite> {
  const file = copyFile();
  const copy = read(file);
  if (copy !== undefined) return PGlite.create({ loadDataDir: new Blob([copy]) });
  const db = await PGlite.create();
  await keep(db, file).catch(() => undefined);
  return db;
}

/** Another version may have another format. */
function copyFile(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = readFileSync(join(dirname(entry), '../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return join(ROOT, `node_modules/.cache/voting-app/pglite-${version}.tar`);
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
  const dump = await db.dumpDataDir('none');
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}`;
  writeFileSync(part, Buffer.from(await dump.arrayBuffer()));
  renameSync(part, file);
}
