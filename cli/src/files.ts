import fs from 'node:fs';
import path from 'node:path';
import { WrongUse } from './outcome';

/** Writes a file, with the folders around it. */
export function writeFile(file: string, content: string): void {
  writing(file, 'name another file with --out', () => {
    makeFolder(path.dirname(file));
    fs.writeFileSync(file, content);
  });
}

/** Does what writes to a place; an error names it, and says what to do. */
export function writing(place: string, nextStep: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new WrongUse(`"${place}" cannot be written: ${(error as Error).message}`, nextStep);
  }
}

/**
 * Makes a folder and those around it, one after the other: where a file system has no new folders, as `/proc`, the
 * recursive form of Node.js tries for ever.
 */
export function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return;
  const above = path.dirname(folder);
  if (above !== folder) makeFolder(above);
  fs.mkdirSync(folder);
}
