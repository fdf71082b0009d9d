import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

export const YAML_FOLDER = path.join(__dirname, '../assets/yaml');

const PACKAGE = path.join(__dirname, '../node_modules/yaml');

/** Content of assets/yaml by file name: the part of the parser that reads templates, and its license. */
export async function yamlAssets(): Promise<Readonly<Record<string, string>>> {
  const { outputFiles } = await build({
    stdin: { contents: "export { parse, YAMLMap } from 'yaml';", resolveDir: __dirname },
    bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs', charset: 'utf8',
    legalComments: 'none', write: false,
  });
  const { name, version } = JSON.parse(fs.readFileSync(path.join(PACKAGE, 'package.json'), 'utf8')) as {
    readonly name: string; readonly version: string;
  };
  return {
    'yaml.cjs': outputFiles[0].text,
    'THIRD_PARTY_LICENSES': `${name} ${version}\n\n${fs.readFileSync(path.join(PACKAGE, 'LICENSE'), 'utf8')}`,
  };
}
