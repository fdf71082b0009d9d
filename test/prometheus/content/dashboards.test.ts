import { Token, Stack, Aws } from 'aws-cdk-lib';
import { parse } from 'yaml';
import { dashboards, dashboardSpecs } from '../../../src/prometheus/dashboards/dashboards';
import type { DashboardJson, GridJson, PanelJson } from '../../../src/prometheus/dashboards/grafana';
import { provisioning } from '../../../src/prometheus/content/grafana-provisioning';
import { ruleGroups } from '../../../src/prometheus/rules/rule-files';
import { DASHBOARDS_ARE_OF_GRAFANA } from './grafana-types';
import { FULL_MODEL, modelOf } from './models';
import { readPromql } from './promql';

const all = Object.values(dashboards(FULL_MODEL)).map((text) => JSON.parse(text) as DashboardJson);
const panelsOf = ({ panels }: DashboardJson): PanelJson[] =>
  panels.filter((panel): panel is PanelJson => panel.type !== 'row');
/** As Grafana fills it in. */
const filled = (expr: string): string => expr.replaceAll('$__rate_interval', '1m').replaceAll('$subject', '.*');

describe('dashboards', () => {
  test('are five, and are of the types of Grafana', () => {
    expect(Object.keys(dashboards(FULL_MODEL))).toEqual([
      'infrastructure.json', 'application.json', 'containers.json', 'votes.json', 'alerts.json',
    ]);
    expect(DASHBOARDS_ARE_OF_GRAFANA.every((is) => is)).toBe(true);
  });

  test.each([
    ['a worker', modelOf('worker'), ['infrastructure', 'application', 'containers', 'votes', 'alerts']],
    ['an instance', modelOf('node'), ['infrastructure', 'alerts']],
    ['an instance with containers', modelOf('node', 'container'), ['infrastructure', 'containers', 'alerts']],
    ['a program of the user', modelOf('application'), ['infrastructure', 'application', 'alerts']],
  ])('show only what the jobs give: %s', (_, model, uids) => {
    expect(dashboardSpecs(model).map(({ uid }) => uid)).toEqual(uids);
  });

  test('ask in PromQL that Prometheus reads', () => {
    const expressions = all.flatMap(panelsOf).flatMap(({ targets }) => targets.map(({ expr }) => filled(expr)));

    expect(expressions.length).toBeGreaterThan(50);
    expect(expressions.flatMap((expr) => readPromql(expr).errors.map((error) => `${expr}: ${error}`))).toEqual([]);
  });

  test('ask for recorded names that a rule records', () => {
    const recorded = ruleGroups(FULL_MODEL).flatMap(({ records = [] }) => records.map(({ record }) => record));
    const asked = all.flatMap(panelsOf).flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => readPromql(filled(expr)).metrics)).filter((name) => name.includes(':'));

    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter((name) => !recorded.includes(name))).toEqual([]);
  });

  test('follow the choice of subjects in every question, except for alerts', () => {
    for (const dashboard of all.filter(({ uid }) => uid !== 'alerts')) {
      for (const { expr } of panelsOf(dashboard).flatMap(({ targets }) => targets)) {
        const chosen = expr.split('subject=~"$subject"').length - 1;

        expect({ expr, chosen }).toEqual({ expr, chosen: readPromql(filled(expr)).selectors });
      }
    }
  });

  test('say what each panel shows', () => {
    for (const { title, description } of all.flatMap(panelsOf)) expect({ title, description }).toEqual({
      title: expect.stringMatching(/^[A-Z0-9]/), description: expect.stringMatching(/^[A-Z0-9][^]*[^.]$/),
    });
  });

  test('have panels that neither overlap nor stand outside of the grid', () => {
    for (const { panels, uid } of all) {
      const cells = panels.flatMap(({ gridPos }) => cellsOf(gridPos));

      expect({ uid, twice: cells.length - new Set(cells).size }).toEqual({ uid, twice: 0 });
      expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    }
  });

  test('draw the limits of the rules', () => {
    const p95 = panelsOf(all[1]).find(({ title }) => title === 'P95')!;

    expect(p95.fieldConfig.defaults.thresholds.steps).toEqual([
      { value: null, color: 'green' }, { value: FULL_MODEL.thresholds.p95Seconds, color: 'red' },
    ]);
  });
});

function cellsOf({ x, y, w, h }: GridJson): string[] {
  return Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`);
}

describe('provisioning of Grafana', () => {
  const url = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/';
  const workspace = { kind: 'workspace', url } as const;
  const files = provisioning(FULL_MODEL, workspace);
  const sources = (...parameters: Parameters<typeof provisioning>) =>
    parse(provisioning(...parameters)['datasources/metrics.yaml']).datasources;

  test('asks a workspace with signed requests, and CloudWatch with the rights of the task', () => {
    expect(sources(FULL_MODEL, workspace)).toMatchObject([
      {
        uid: 'metrics', type: 'prometheus', url, isDefault: true, editable: false,
        jsonData: { sigV4Auth: true, sigV4AuthType: 'default', sigV4Region: 'eu-west-1', timeInterval: '15s' },
      },
      { uid: 'cloudwatch', type: 'cloudwatch', jsonData: { authType: 'default', defaultRegion: 'eu-west-1' } },
    ]);
  });

  test('asks a Prometheus of the VPC without a signature', () => {
    const [metrics] = sources(FULL_MODEL, { kind: 'prometheus', url: 'http://prometheus.local:9090/' });

    expect(metrics.jsonData).toEqual({ httpMethod: 'POST', timeInterval: '15s', manageAlerts: false });
  });

  test('has CloudWatch alone without a place for metrics', () => {
    expect(sources(FULL_MODEL).map(({ uid }: { uid: string }) => uid)).toEqual(['cloudwatch']);
  });

  test('takes dashboards from files, which nobody changes by hand', () => {
    expect(parse(files['dashboards/library.yaml']).providers[0]).toMatchObject({
      type: 'file', disableDeletion: true, allowUiUpdates: false, options: { path: '/etc/grafana/dashboards' },
    });
  });

  test('sends alerts of Grafana to the topic, and has no contact point without one', () => {
    const { topicArn, ...without } = FULL_MODEL;
    const { contactPoints: [point], policies } = parse(files['alerting/contact-points.yaml']);

    expect(point.receivers[0]).toMatchObject({ type: 'sns', settings: { topic_arn: topicArn } });
    expect(policies[0].receiver).toBe(point.name);
    expect(provisioning(without, workspace)).not.toHaveProperty('alerting/contact-points.yaml');
  });

  test('keeps tokens whole', () => {
    const model = { ...FULL_MODEL, topicArn: Aws.STACK_ID, region: Aws.REGION };
    const text = provisioning(model)['alerting/contact-points.yaml'];

    expect(Token.isUnresolved(text)).toBe(true);
    expect(JSON.stringify(new Stack().resolve(text))).toContain('AWS::StackId');
  });
});
