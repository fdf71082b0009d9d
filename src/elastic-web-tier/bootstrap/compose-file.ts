import fs from 'node:fs';
import { contradiction, inWords, type Problem } from '../../core';

/** What a Compose file may say, and how a line that says so looks. Comments are taken off before. */
const NEEDS_FILES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^\s+(?:-\s+)?build\s*:/, 'an image that is built ("build")'],
  [/^\s*-\s*["']?\.{1,2}(?:\/|:)/, 'a mount of a relative path'],
  [/^\s*(?:-\s+)?source\s*:\s*["']?\.{1,2}(?:\/|["']?$)/, 'a mount of a relative path'],
  [/^\s+env_file\s*:/, 'a file of settings ("env_file")'],
  [/^\s*(?:-\s+)?file\s*:\s*["']?(?!\/)[^\s]/, 'another file ("file")'],
  [/^include\s*:/, 'another Compose file ("include")'],
];

/** The instances get the Compose file alone, so it must not need other files. */
export function composeFileProblems(prop: string, file: string): Problem[] {
  if (typeof file !== 'string' || fs.statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    return [{ prop, must: 'be the path of a Compose file', got: file }];
  }
  const lines = fs.readFileSync(file, 'utf8').split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/, ''));
  return [
    ...contradiction(!lines.some((line) => /^services\s*:/.test(line)), {
      prop, must: 'have "services"', got: inWords(`${file} without them`),
    }),
    ...NEEDS_FILES.flatMap(([pattern, what]) => {
      const line = lines.findIndex((text) => pattern.test(text));
      return contradiction(line >= 0, {
        prop, must: 'need no other file', got: inWords(`${what} in line ${line + 1} of ${file}`),
        advice: 'the instances get the Compose file alone: put files into images, and settings into "environment"',
      });
    }),
  ];
}
