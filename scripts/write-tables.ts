import fs from 'node:fs';
import path from 'node:path';
import { DASHBOARD_PICTURE, dashboardPicture } from './dashboard-picture';
import { prometheusRules } from './prometheus-rules';
import { readmePictures } from './readme-pictures';
import { signalTable } from './signals';
import { validatorTables } from './validators/table';
import { alarmTable, complianceTable, costTable, forecastTable, profileTable, ruleTable, scalingTable } from './tables';

const DOCS = path.join(__dirname, '../docs');

/** Replaces what stands between the two markers of a page. */
function write(page: string, content: string, marker = 'table'): void {
  const file = path.join(DOCS, page);
  const text = fs.readFileSync(file, 'utf8');
  const between = new RegExp(`(<!-- ${marker} -->\\n)[\\s\\S]*?(<!-- end of ${marker} -->)`);
  fs.writeFileSync(file, text.replace(between, `$1${content.replaceAll('$', '$$$$')}\n$2`));
}

write('profiles.md', profileTable());
write('compliance.md', complianceTable());
write('compliance.md', validatorTables(), 'validators');
write('signals.md', signalTable());
write('monitoring.md', alarmTable());
write('alarm-rules.md', ruleTable());
write('cost.md', costTable());
write('simulation.md', scalingTable());
write('forecast.md', forecastTable());
write('prometheus-rules.md', prometheusRules());

fs.mkdirSync(path.dirname(DASHBOARD_PICTURE), { recursive: true });
fs.writeFileSync(DASHBOARD_PICTURE, dashboardPicture());
for (const [file, svg] of Object.entries(readmePictures())) fs.writeFileSync(file, svg);
