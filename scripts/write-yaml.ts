// bundles the YAML parser that reads templates, so that the library needs no dependency.
import fs from 'node:fs';
import path from 'node:path';
import { YAML_FOLDER, yamlAssets } from './yaml-assets';

async function main(): Promise<void> {
  fs.mkdirSync(YAML_FOLDER, { recursive: true });
  for (const [name, content] of Object.entries(await yamlAssets())) {
    fs.writeFileSync(path.join(YAML_FOLDER, name), content);
  }
}

main().catch((error: unknown) => { console.error(error); process.exitCode = 1; });
