// pictures of dashboards: what a person sees is what stands in the JSON.
import fs from 'node:fs';
import { App } from 'aws-cdk-lib';
import { exampleContext, loadExample } from '../../demo/examples';
import {
  alarmsIn, boundsOf, dashboardsIn, drawnWidgets, limitsOf, picture, THEMES, type AlarmFacts, type Box,
  type DashboardBody,
} from '../../demo/pictures';
import { DASHBOARD_PICTURE, dashboardPicture } from '../../scripts/dashboard-picture';

const [LIGHT] = THEMES;

interface Drawn { readonly body: DashboardBody; readonly alarms: Map<string, AlarmFacts> }

async function dashboardsOf(example: string): Promise<Drawn[]> {
  const app = new App({ context: exampleContext() });
  (await loadExample(example)).build(app);
  const assembly = app.synth();
  return dashboardsIn(assembly).map((body) => ({ body, alarms: alarmsIn(assembly) }));
}

/** Whether a box is in another one, as far as a picture can tell. */
function isInside(inner: Box, outer: Box): boolean {
  return inner.x >= outer.x - 1 && inner.y >= outer.y - 1
    && inner.x + inner.width <= outer.x + outer.width + 1 && inner.y + inner.height <= outer.y + outer.height + 1;
}

function overlap(one: Box, other: Box): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width
    && one.y < other.y + other.height && other.y < one.y + one.height;
}

describe.each(['monitoring', 'monitoring-plain-cdk'])('the dashboards of examples/%s', (example) => {
  let dashboards: Drawn[];
  beforeAll(async () => { dashboards = await dashboardsOf(example); });

  test('have their widgets side by side in 24 columns', () => {
    expect(dashboards.length).toBeGreaterThan(0);
    for (const { body: { widgets } } of dashboards) {
      expect(widgets.length).toBeGreaterThan(5);
      expect(widgets.filter(({ x, width }) => x < 0 || x + width > 24)).toEqual([]);
      const covered = widgets.flatMap((one, i) => widgets.slice(i + 1).filter((other) => overlap(one, other)));
      expect(covered).toEqual([]);
    }
  });

  test('are drawn with a line at every limit', () => {
    for (const { body, alarms } of dashboards) {
      const graphs = drawnWidgets(body, alarms, LIGHT).filter(({ widget }) => widget.type === 'metric');
      for (const { widget, shapes } of graphs) {
        const dashed = shapes.filter((shape) => shape.kind === 'line' && shape.dash !== undefined);
        expect([widget.properties.title, dashed.length])
          .toEqual([widget.properties.title, limitsOf(widget.properties, alarms).length]);
      }
      expect(graphs.flatMap(({ widget }) => limitsOf(widget.properties, alarms)).length).toBeGreaterThan(5);
    }
  });

  test('are drawn with nothing outside of its widget', () => {
    for (const { body, alarms } of dashboards) {
      const outside = drawnWidgets(body, alarms, LIGHT).flatMap(({ widget, frame, shapes }) => shapes
        .filter((shape) => !isInside(boundsOf(shape), frame))
        .map((shape) => [widget.properties.title ?? widget.properties.markdown, shape]));

      expect(outside).toEqual([]);
    }
  });

  test('look the same in every run, by day and by night, and ask for nothing from outside', () => {
    for (const { body, alarms } of dashboards) {
      for (const theme of THEMES) {
        const svg = picture(body, alarms, theme);

        expect(picture(body, alarms, theme)).toBe(svg);
        expect(svg).not.toMatch(/NaN|undefined|href|url\(|@import/);
      }
    }
  });
});

test('the picture of docs/monitoring.md is that of the example', () => {
  expect(fs.readFileSync(DASHBOARD_PICTURE, 'utf8')).toBe(dashboardPicture());
});
