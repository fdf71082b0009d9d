import fs from 'node:fs';
import path from 'node:path';
import type { Source } from './architecture';

const ROOT = path.join(__dirname, '../..');
/** What others have made. */
const SKIPPED = ['node_modules', 'cdk.out', 'dist', 'lib'];

/** All TypeScript below some folders, without what the compiler makes. */
export function sourcesIn(...folders: readonly string[]): Source[] {
  return folders.flatMap((folder) => filesIn(folder)).sort()
    .map((file) => ({ path: file, text: fs.readFileSync(path.join(ROOT, file), 'utf8') }));
}

function filesIn(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : filesIn(file);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [file] : [];
  });
}
