import * as path from 'node:path';

type Library = typeof import('../../src');

const SOURCE = path.join(__dirname, '../../src') + path.sep;

let made: Library | undefined;

/** The library once more, as if a dependency of the app had brought its own; both copies share the CDK. */
export function secondCopy(): Library {
  return made ??= load();
}

function load(): Library {
  const first = Object.entries(require.cache).filter(([file]) => file.startsWith(SOURCE));
  for (const [file] of first) delete require.cache[file];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would give the first copy again.
  const copy = require('../../src') as Library;
  for (const [file, module] of first) require.cache[file] = module;
  return copy;
}
