// what CloudWatch knows and no exporter does: the same signals and limits as in Monitoring
import { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Exporter, FargateService, Ingress, PostgresDatabase, ServiceImage, ValkeyCache } from '../../../src';
import { cloudWatchSignalsOf, monitoredIn } from '../../../src/prometheus/cloudwatch-signals';
import type { DashboardJson, PanelJson, RowJson } from '../../../src/prometheus/dashboards/grafana';
import { THREE_TIERS } from '../../support/stacks';
import { built, ENV } from '../support';

const { metrics, scriptOf, stack } = built(({ stack: scope, vpc, hostedZone, shop }) => {
  const database = new PostgresDatabase(scope, 'Database', { vpc });
  const cache = new ValkeyCache(scope, 'Cache', { vpc });
  const page = new FargateService(scope, 'Page', {
    vpc, image: ServiceImage.fromRegistry('nginx:1.27.3'),
    ingress: Ingress.https({ domainName: 'page.example.com', hostedZone }),
  });
  return { subjects: [shop, page], exporters: [Exporter.postgres(database), Exporter.redis(cache)] };
});
const FILE = /^put '\/etc\/grafana\/dashboards\/infrastructure\.json' <<'end-\w+'\n([^]*?)\nend-/m;
const [, text] = FILE.exec(scriptOf('Grafana'))!;
const { panels } = JSON.parse(text) as DashboardJson;
const isRow = (panel: PanelJson | RowJson): panel is RowJson => panel.type === 'row';
const closed = panels.filter(isRow).filter(({ collapsed }) => collapsed);
const row = (name: string) => closed.find(({ title }) => title.startsWith(name))!;
const panel = (name: string, title: string) => row(name).panels.find((one) => one.title === title)!;

describe('the rows of CloudWatch', () => {
  test('are of load balancers and stores that are asked, below the others', () => {
    expect(closed.map(({ title }) => title)).toEqual([
      'Load balancer: Page, from CloudWatch', 'Load balancer: Page/LoadBalancer, from CloudWatch',
      'Database: Database, from CloudWatch', 'Cache: Cache, from CloudWatch',
    ]);
    expect(panels.slice(-closed.length)).toEqual(closed);
  });

  // each question to CloudWatch costs.
  test('ask nothing until they are opened', () => {
    expect(closed.every(({ panels: inside }) => inside.length > 0)).toBe(true);
    expect(JSON.stringify(panels.filter((one) => !isRow(one)))).not.toContain('cloudwatch');
  });

  test('have places and ids that fit together, opened or not', () => {
    const ids = panels.flatMap((one) => [one.id, ...isRow(one) ? one.panels.map(({ id }) => id) : []]);

    expect(new Set(ids).size).toBe(ids.length);
    for (const { gridPos, panels: inside } of closed) {
      const places = inside.map(({ gridPos: { x, y } }) => `${x} ${y}`);

      expect(new Set(places).size).toBe(places.length);
      expect(Math.min(...inside.map(({ gridPos: { y } }) => y))).toBe(gridPos.y + 1);
    }
  });

  test('ask for a metric by its name and dimensions, in its Region', () => {
    expect(panel('Database', 'Connections to the database')).toMatchObject({
      type: 'timeseries', datasource: { type: 'cloudwatch', uid: 'cloudwatch' },
      targets: [{
        queryMode: 'Metrics', metricQueryType: 0, metricEditorMode: 0, region: 'eu-west-1', namespace: 'AWS/RDS',
        metricName: 'DatabaseConnections', statistic: 'Maximum', period: '60', matchExact: true, expression: '',
        hide: false, label: 'Connections to the database',
        dimensions: { DBInstanceIdentifier: [expect.stringMatching(/^@\{value:\d+\}@$/)] },
      }],
    });
  });

  test('calculate what is calculated, with ids that no other signal of the panel has', () => {
    const { targets } = panel('Cache', 'Saturation, percent');
    const shown = targets.filter(({ hide }) => !hide);

    expect(shown.map(({ label, expression, metricEditorMode }) => [label, expression, metricEditorMode])).toEqual([
      ['CPU of the nodes', 'MAX([s1_node1, s1_node2])', 1], ['Memory of the cache', 'MAX([s2_node1, s2_node2])', 1],
    ]);
    expect(targets.map(({ id }) => id))
      .toEqual(['s1_node1', 's1_node2', 's1_shown', 's2_node1', 's2_node2', 's2_shown']);
  });

  test('draw the limits of Monitoring, from above and from below', () => {
    const steps = (name: string, title: string) => panel(name, title).fieldConfig.defaults.thresholds.steps;

    expect(steps('Cache', 'Connections to the cache'))
      .toEqual([{ value: null, color: 'green' }, { value: 52000, color: 'red' }]);
    expect(steps('Database', 'Free storage of the database'))
      .toEqual([{ value: null, color: 'red' }, { value: 2 * 1024 ** 3, color: 'green' }]);
  });

  test('draw no limit where the signals of a panel have different ones', () => {
    expect(panel('Cache', 'Saturation, percent').fieldConfig.defaults.thresholds.steps)
      .toEqual([{ value: null, color: 'green' }]);
  });
});

test('signals of another account, and of Grafana itself, are not asked for', () => {
  const far = new Stack(stack.node.root, 'Far', { env: { ...ENV, account: '444455556666' } });
  new ValkeyCache(far, 'Far', { vpc: new Vpc(far, 'Vpc', THREE_TIERS) });
  const subjects = cloudWatchSignalsOf(monitoredIn(metrics, [stack, far])).map(({ subject }) => subject);

  expect(new Set(subjects)).toEqual(new Set(['Page', 'Page/LoadBalancer', 'Database', 'Cache']));
});
