import fs from 'node:fs';
import path from 'node:path';
import { WrongUse } from './outcome';

/** Writes a file, with the folders around it. */
export function writeFile(file: string, content: string): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  } catch (error) {
    throw new WrongUse(`"${file}" cannot be written: ${(error as Error).message}`, 'name another file with --out');
  }
}
