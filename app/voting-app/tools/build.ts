import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, transformSync } from 'esbuild';
import { inlineFiles } from './inline-files.ts';
import { oneAjv } from './one-ajv.ts';
import { thirdPartyLicenses } from '../../../scripts/licenses.ts';

const APP = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ROOT = resolve(APP, '../..');
export const ASSETS = join(ROOT, 'assets/voting-app');
export const BUNDLE = 'voting-app.mjs';
const MAX_BUNDLE_BYTES = 1_500_000;
/** Packages in CommonJS call `require` for Node's own modules. */
const REQUIRE
  = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

export interface Built {
  readonly files: ReadonlyMap<string, Buffer>;
}

/** The content of assets/voting-app, as the sources give it. */
export async function buildAssets(): Promise<Built> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(APP, 'src/main.ts')],
    outfile: join(ASSETS, BUNDLE),
    bundle: true, minify: true, platform: 'node', target: 'node20', format: 'esm',
    // a text with one character beyond Latin-1 takes two bytes for each of its characters in memory.
    charset: 'ascii',
    legalComments: 'none', metafile: true, write: false,
    banner: { js: REQUIRE },
    // optional accelerators that packages do without, and the database of the demo.
    external: ['pg-native', 'bufferutil', 'utf-8-validate', '@electric-sql/pglite'],
    plugins: [
      oneAjv(), inlineFiles((code, loader) => transformSync(code, { loader, minify: true, target: 'es2020' }).code),
    ],
  });
  const bundle = Buffer.from(result.outputFiles[0].contents);
  if (bundle.length > MAX_BUNDLE_BYTES) {
    throw new Error(`the bundle has ${bundle.length} bytes, ${MAX_BUNDLE_BYTES} are allowed`);
  }
  return { files: new Map([
    [BUNDLE, bundle],
    ['Dockerfile', readFileSync(join(APP, 'Dockerfile'))],
    ['THIRD_PARTY_LICENSES', Buffer.from(
      thirdPartyLicenses(`${BUNDLE} contains`, ROOT, result.metafile as Metafile),
    )],
  ]) };
}

/** With `--check`: fails when the committed files differ. */
async function main(): Promise<void> {
  const { files } = await buildAssets();
  if (!process.argv.includes('--check')) {
    mkdirSync(ASSETS, { recursive: true });
    for (const [name, content] of files) writeFileSync(join(ASSETS, name), content);
    process.stdout.write(
      `assets/voting-app: ${[...files].map(([name, content]) => `${name} ${content.length}`).join(', ')} bytes\n`,
    );
    return;
  }
  const stale = [...files].filter(([name, content]) => !same(join(ASSETS, name), content)).map(([name]) => name);
  if (stale.length > 0) {
    process.stderr.write(
      `assets/voting-app is not what the sources give: ${stale.join(', ')}; `
      + 'run "npm run voting-app:build" and commit\n',
    );
    process.exitCode = 1;
    return;
  }
  process.stdout.write('assets/voting-app is up to date\n');
}

function same(path: string, content: Buffer): boolean {
  try {
    return readFileSync(path).equals(content);
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
