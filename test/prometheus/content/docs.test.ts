import fs from 'node:fs';
import path from 'node:path';
import { prometheusRules } from '../../../scripts/prometheus-rules';

test('docs/prometheus-rules.md has a title for each rule, as the rules are now', () => {
  const page = fs.readFileSync(path.join(__dirname, '../../../docs/prometheus-rules.md'), 'utf8');

  expect(page).toContain(`<!-- table -->\n${prometheusRules()}\n<!-- end of table -->`);
});
