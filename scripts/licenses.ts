import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

const RULE = '-'.repeat(78);

/**
 * Names, versions and license texts of all packages whose code is in a bundle.
 *
 * @param bundle what the first sentence says of it, for example `voting-app.mjs contains`
 */
export function thirdPartyLicenses(bundle: string, root: string, metafile: Metafile): string {
  const folders = new Set<string>();
  for (const input of Object.keys(metafile.inputs)) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input.replaceAll('\\', '/'));
    if (match !== null) folders.add(match[1]);
  }
  const sections = [...folders].map((folder) => section(join(root, folder))).sort();
  return `${bundle} code of these packages.\n\n${sections.join('\n')}`;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly author?: string | { readonly name?: string };
}

function author({ author: who }: Manifest): string {
  return (typeof who === 'string' ? who : who?.name) ?? 'not named';
}

function section(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const file = readdirSync(folder).sort().find((name) => /^(licen[cs]e|copying)/i.test(name));
  const notice = join(folder, 'NOTICE');
  const texts = [file === undefined ? undefined : join(folder, file), existsSync(notice) ? notice : undefined]
    .filter((path) => path !== undefined)
    .map((path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim());
  return [
    RULE, `${manifest.name} ${manifest.version} (${String(manifest.license ?? 'see text')})`, RULE,
    texts.join('\n\n') || `The package has no license file. Author: ${author(manifest)}`, '',
  ].join('\n');
}
