import fs from 'node:fs';
import path from 'node:path';
import { DASHBOARD_PICTURE, dashboardPicture } from './dashboard-picture';
import { readmePictures } from './readme-pictures';
import { signalTable } from './signals';
import { alarmTable, complianceTable, costTable, forecastTable, profileTable, ruleTable, scalingTable } from './tables';

const DOCS = path.join(__dirname, '../docs');

/** Replaces what stands between the two markers of a page. */
function write(page: string, content: string): void {
  const file = path.join(DOCS, page);
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(
    file, text.replace(/(<!-- table -->\n)[\s\S]*?(<!-- end of table -->)/, `$1${content.replaceAll('$', '$$$$')}\n$2`),
  );
}

write('profiles.md', profileTable());
write('compliance.md', complianceTable());
write('signals.md', signalTable());
write('monitoring.md', alarmTable());
write('alarm-rules.md', ruleTable());
write('cost.md', costTable());
write('simulation.md', scalingTable());
write('forecast.md', forecastTable());

fs.mkdirSync(path.dirname(DASHBOARD_PICTURE), { recursive: true });
fs.writeFileSync(DASHBOARD_PICTURE, dashboardPicture());
for (const [file, svg] of Object.entries(readmePictures())) fs.writeFileSync(file, svg);
