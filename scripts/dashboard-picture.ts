// the picture of docs/monitoring.md: a dashboard of an example, with made-up values. `npm run docs` writes it.
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { exampleContext } from '../demo/examples';
import { alarmsIn, dashboardsIn, picture, THEMES } from '../demo/pictures';
import { build } from '../examples/monitoring/main';

export const DASHBOARD_PICTURE = path.join(__dirname, '../docs/images/dashboard.svg');
const NAME = 'Shop_eu-west-1';

/** By day: pages of documentation are light in most places. */
export function dashboardPicture(): string {
  const app = new App({ context: exampleContext(), analyticsReporting: false });
  build(app);
  const assembly = app.synth();
  const body = dashboardsIn(assembly).find(({ name }) => name === NAME)!;
  return picture(body, alarmsIn(assembly), THEMES[0]);
}
