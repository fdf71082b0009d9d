// bundles the program into bin/, which ships in the package like lib/ and is not committed either.
import fs from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { thirdPartyLicenses } from '../../scripts/licenses';

const ROOT = path.join(__dirname, '../..');
const SRC = path.join(ROOT, 'src') + path.sep;
const BIN = path.join(ROOT, 'bin');

/** Packages in CommonJS, and the library, call `require`. */
const COMMONJS = "import{createRequire as __createRequire}from'node:module';"
  + 'const require=__createRequire(import.meta.url),__dirname=import.meta.dirname;';

/** The library is not bundled but taken from lib/, so that the program and the app run the same code. */
const library: Plugin = {
  name: 'library',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path: wanted, resolveDir }) => {
      const file = path.join(resolveDir, wanted);
      if (!file.startsWith(SRC)) return undefined;
      const inside = file.slice(SRC.length).replaceAll(path.sep, '/');
      return { path: `../lib/${inside}${fs.existsSync(`${file}.ts`) ? '.js' : '/index.js'}`, external: true };
    });
  },
};

/** 2.6 MB of schemas, in whose place the library's own table answers. */
const schemas: Plugin = {
  name: 'schemas',
  setup({ onResolve }) {
    onResolve({ filter: /^@aws-cdk\/aws-service-spec$/ }, () => ({
      path: path.join(ROOT, 'cli/src/upgrade/service-spec.ts'),
    }));
  },
};

/** Builds bin/, and gives its size in bytes. */
async function buildProgram(): Promise<number> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT, outdir: BIN,
    entryPoints: { 'cdk-elastic-web': path.join(ROOT, 'cli/src/main.ts') },
    bundle: true, minify: true, splitting: true, platform: 'node', target: 'node20', format: 'esm', charset: 'utf8',
    outExtension: { '.js': '.mjs' }, chunkNames: '[name]-[hash]', legalComments: 'none', metafile: true,
    write: false, banner: { js: COMMONJS }, plugins: [library, schemas],
  });
  fs.rmSync(BIN, { recursive: true, force: true });
  fs.mkdirSync(BIN, { recursive: true });
  for (const { path: file, contents } of outputFiles) fs.writeFileSync(file, contents);
  fs.chmodSync(path.join(BIN, 'cdk-elastic-web.mjs'), 0o755);
  fs.writeFileSync(path.join(BIN, 'THIRD_PARTY_LICENSES'), thirdPartyLicenses('The program contains', ROOT, metafile));
  return outputFiles.reduce((bytes, { contents }) => bytes + contents.length, 0);
}

void buildProgram().then((bytes) => process.stdout.write(`bin: ${bytes} bytes\n`));
