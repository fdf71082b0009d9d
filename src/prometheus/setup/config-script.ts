import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { Tokenization } from 'aws-cdk-lib';

/** What is put onto the volumes of a task before its programs start. */
export interface TaskFiles {
  /** Texts by their absolute paths; values that are known at deployment only may stand in them. */
  readonly files: { readonly [path: string]: string };
  /** Folders that a program writes to, by path, each with the user and group that owns it: `65534:65534`. */
  readonly folders: { readonly [path: string]: string };
}

/** A script that writes files, and the values that it is started with. */
export interface ConfigScript {
  /** The same for every deployment: it holds no token. */
  readonly text: string;
  /** What is known at deployment only, in the order of its numbers in the script. */
  readonly values: readonly string[];
}

/**
 * Bash for the container that prepares a task: it writes each file and gives each folder to its user.
 *
 * A value that is known at deployment only stands in a file as `@{value:1}@`. The script puts the first of its
 * arguments there. So the script is an asset that has one hash for one content, and no image is built for it.
 */
export function configScript({ files, folders }: TaskFiles): ConfigScript {
  const values: string[] = [];
  const written = Object.entries(files).sort(byName)
    .map(([path, content]) => fileCommand(path, marked(content, values)));
  const owned = Object.entries(folders).sort(byName).map(([path, owner]) => `own '${owner}' '${path}'`);
  return { text: [...FUNCTIONS, ...scratchCommand(files), ...written, ...owned, ''].join('\n'), values };
}

/** Quotes around the value keep bash from reading `&` in it as the text that it replaces. */
const FUNCTIONS = [
  'set -euo pipefail',
  'umask 022',
  'values=("$@")',
  'put() {',
  '  local content number',
  '  content=$(cat)',
  '  for ((number = 1; number <= ${#values[@]}; number++)); do',
  '    content=${content//"@{value:$number}@"/"${values[number - 1]}"}',
  '  done',
  '  mkdir -p "${1%/*}"',
  '  printf \'%s\\n\' "$content" > "$1"',
  '}',
  'own() {',
  '  mkdir -p "$2"',
  '  chown "$1" "$2"',
  '  chmod 0750 "$2"',
  '}',
];

/** Bash keeps a long text in a file for a moment, and of the disk only the folders of the files can be written. */
function scratchCommand(files: TaskFiles['files']): string[] {
  const [first] = Object.keys(files).sort();
  return first === undefined ? [] : [`TMPDIR='${posix.dirname(first)}'`, 'mkdir -p "$TMPDIR"'];
}

function fileCommand(path: string, content: string): string {
  const end = `end-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  return `put '${path}' <<'${end}'\n${content.replace(/\n+$/, '')}\n${end}`;
}

/** The content with a mark in place of each token. */
function marked(content: string, values: string[]): string {
  return Tokenization.reverseString(content).mapTokens({
    mapToken: (token) => {
      const value = token.toString();
      if (!values.includes(value)) values.push(value);
      return `@{value:${values.indexOf(value) + 1}}@`;
    },
  }).join({ join: (left, right) => `${left ?? ''}${right ?? ''}` }) as string;
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}
