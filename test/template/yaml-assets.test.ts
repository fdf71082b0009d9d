import fs from 'node:fs';
import path from 'node:path';
import { YAML_FOLDER, yamlAssets } from '../../scripts/yaml-assets';

test('the YAML parser in the package is what its sources give: else run "npx tsx scripts/write-yaml.ts"', async () => {
  const assets = await yamlAssets();
  const committed = Object.fromEntries(Object.keys(assets).map((name) =>
    [name, fs.readFileSync(path.join(YAML_FOLDER, name), 'utf8')]));

  expect(Object.keys(assets)).toEqual(['yaml.cjs', 'THIRD_PARTY_LICENSES']);
  expect(committed['yaml.cjs'] === assets['yaml.cjs']).toBe(true);
  expect(committed.THIRD_PARTY_LICENSES).toBe(assets.THIRD_PARTY_LICENSES);
});
