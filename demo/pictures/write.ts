import fs from 'node:fs';
import path from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { alarmsIn, dashboardsIn } from './bodies';
import { picture } from './picture';
import { THEMES } from '../../src/diagram/drawing/themes';

/** Writes a picture of every dashboard of an app, by day and by night, and gives the files. */
export function writePictures(assembly: CloudAssembly, folder: string): string[] {
  const alarms = alarmsIn(assembly);
  return dashboardsIn(assembly).flatMap((body) => THEMES.map((theme) => {
    const file = path.join(folder, `${body.name.replace(/[^A-Za-z0-9_-]/g, '')}.${theme.name}.svg`);
    fs.writeFileSync(file, picture(body, alarms, theme));
    return file;
  }));
}
