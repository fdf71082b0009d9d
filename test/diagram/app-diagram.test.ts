// R-DEL-7: a picture of what is deployed, from the templates of anybody.
import fs from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { anApp, badTexts, overlap } from './support';
import { exampleContext } from '../../demo/examples';
import { build } from '../../examples/shared-load-balancer/main';
import { readmePictures } from '../../scripts/readme-pictures';
import { CostEstimate, PriceBook } from '../../src/cost';
import { AppDiagram, DiagramTheme } from '../../src/diagram';
import { THEMES } from '../../src/diagram/drawing/themes';
import { drawingOf } from '../../src/diagram/layout/picture';
import { planOf } from '../../src/diagram/layout/rows';
import { appModel, nameOf, type AppModel } from '../../src/diagram/model/app-model';
import { Template, type JsonObject } from '../../src/template';
import { describedTier } from '../cost/templates/described-tier';

function modelOf(template: object, region?: string): AppModel {
  const stacks = [{ path: '', region, template: new Template(template as JsonObject, { region }), nested: [] }];
  return appModel(stacks, region === undefined ? undefined : CostEstimate._ofStacks(stacks, {}));
}
const talksOf = ({ talks }: AppModel) =>
  talks.map(({ from, to, label }) => `${from ? nameOf(from) : 'internet'} > ${nameOf(to)} ${label}`);

describe.each([1, 2, 3, 4].flatMap((zones) => [1, 2, 4, 6].map((services) => [zones, services])))(
  '%d zones and %d services', (zones, services) => {
    const model = modelOf(anApp(zones, services, 40), 'eu-west-1');
    const { parts, gateways, endpoints, network, columns } = planOf(model, 0);
    const drawing = drawingOf(model, 'A shop with a name that is longer than most of them', 'Prices', THEMES[0]);

    test('no text covers another one, or leaves the picture', () => {
      expect(badTexts(drawing.shapes, drawing)).toEqual([]);
    });

    test('boxes stand apart, and in their network', () => {
      const boxes = [...parts.map(({ box }) => box), ...gateways.map(({ box }) => box), endpoints!];

      expect(boxes).toHaveLength(services + 4 + zones + 1);
      expect(boxes.flatMap((box, i) => boxes.slice(i + 1).filter((other) => overlap(box, other)))).toEqual([]);
      expect(columns).toHaveLength(zones);
      expect(parts.filter(({ part }) => part.zones).every(({ box }) =>
        box.y > network!.y && box.y + box.height < network!.y + network!.height)).toBe(true);
    });

    test('each line has a lane of its own', () => {
      const lanes = drawing.shapes.filter((shape) => shape.kind === 'line').map((line) => line.points[1].x);

      expect(lanes).toHaveLength(model.talks.length);
      expect(new Set(lanes).size).toBe(lanes.length);
    });
  });

test('who may talk to whom is read from security groups, and from rights on queues', () => {
  expect(talksOf(modelOf(anApp(2, 1)))).toEqual([
    'internet > Web 443', 'Web > TheServiceWithTheNumber1 8080', 'TheServiceWithTheNumber1 > Database 5432',
    'TheServiceWithTheNumber1 > Cache 6379', 'TheServiceWithTheNumber1 > Jobs sends',
    'Jobs > TheServiceWithTheNumber1 messages',
  ]);
});

describe('a port', () => {
  const group = (id: string) => ({ 'Fn::GetAtt': [id, 'GroupId'] });
  /** A client whose security group a store lets in. */
  const withStore = (store: object, rule: object) => ({ Resources: {
    Store: { ...store }, StoreGroup: { Type: 'AWS::EC2::SecurityGroup' },
    Rule: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: {
      GroupId: group('StoreGroup'), SourceSecurityGroupId: group('ClientGroup'), ...rule,
    } },
    ClientGroup: { Type: 'AWS::EC2::SecurityGroup' },
    Client: { Type: 'AWS::EC2::Instance', Properties: { SecurityGroupIds: [group('ClientGroup')] } },
  } });
  const database = (properties: object) => ({ Type: 'AWS::RDS::DBInstance', Properties: {
    VPCSecurityGroups: [group('StoreGroup')], ...properties,
  } });
  const endpoint = { IpProtocol: 'tcp', FromPort: { 'Fn::GetAtt': ['Store', 'Endpoint.Port'] } };

  test.each([
    ['of a store that leaves it to AWS is that of its engine', { Engine: 'postgres' }, endpoint, '5432'],
    ['of a store that sets it is that', { Engine: 'mysql', Port: '3307' }, endpoint, '3307'],
    ['of an engine that nobody knows is not any port', { Engine: 'db2-se' }, endpoint, 'its port'],
    ['that no rule names is any', { Engine: 'postgres' }, { IpProtocol: '-1' }, 'any port'],
  ])('%s', (_what, properties, rule, label) => {
    expect(talksOf(modelOf(withStore(database(properties), rule)))).toEqual([`Client > Store ${label}`]);
  });

  test.each([
    ['of a public network load balancer without security groups is open to everybody',
      { Type: 'network' }, ['internet > Web 443']],
    ['of an internal one is not', { Type: 'network', Scheme: 'internal' }, []],
    ['of an application load balancer is not', { Type: 'application' }, []],
  ])('%s', (_what, properties, talks) => {
    const template = { Resources: {
      Web: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: properties },
      Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {
        LoadBalancerArn: { Ref: 'Web' }, Port: 443,
      } },
    } };

    expect(talksOf(modelOf(template))).toEqual(talks);
  });
});

test('stacks of an app are one picture, with names that people gave', () => {
  const app = new App({ context: exampleContext(), analyticsReporting: false });
  build(app);
  const mermaid = AppDiagram.of(app, { region: 'eu-west-1' }).toMermaid();

  expect(mermaid).toBe(`flowchart TB
  internet(["Internet"])
  subgraph network["Network, 2 zones"]
    part1["Web<br/>public application load balancer<br/>$26 a month"]
    part2[("Index<br/>PostgreSQL db.t4g.small<br/>$28 to $39 a month")]
    part3["Search<br/>1 to 6 tasks of 0.25 vCPU and 0.5 GiB<br/>$9 to $54 a month"]
    part4["Shop<br/>1 to 4 tasks of 0.25 vCPU and 0.5 GiB<br/>$9 to $36 a month"]
    gateways["1 NAT gateway"]
    endpoints["1 VPC endpoint"]
  end
  internet -->|"443, 80"| part1
  part3 -->|"5432"| part2
  part1 -->|"8080"| part3
  part1 -->|"8080"| part4
`);
});

test('costs of all boxes and of the rest are the total', () => {
  const { parts, natMonthly, endpointMonthly, others, total } = modelOf(anApp(3, 2), 'eu-west-1');
  const boxes = [...parts.map(({ monthly }) => monthly), natMonthly, endpointMonthly, others];

  expect(boxes.reduce((sum, each) => sum + each!.maximum, 0)).toBeCloseTo(total!.maximum, 6);
  expect(total!.minimum).toBeGreaterThan(100);
});

describe('a picture as SVG', () => {
  const OPTIONS = { region: 'us-east-1', title: 'Tier <3 & "more"' };
  const diagram = AppDiagram.fromTemplate(describedTier(), OPTIONS);
  const svg = diagram.toSvg();

  test('speaks to those who do not see it', () => {
    expect(svg).toContain('role="img" aria-labelledby="title description"');
    expect(svg).toContain('<title id="title">Tier &lt;3 &amp; "more"</title>');
    expect(svg).toMatch(/<desc id="description">It costs \$203 to \$468 a month\. The network has 3 zones\. 3 NAT gat/);
    expect(svg).toContain('Group: 2 to 10 t3.medium instances, $66 to $331 a month.');
  });

  test('says to everybody that a price is missing in its total', () => {
    const template = anApp(1, 1);
    const lacking = { Resources: { ...template.Resources, Job: { Type: 'AWS::Batch::JobQueue' } } };
    const svgWith = (json: object) => AppDiagram.fromTemplate(json as JsonObject, { region: 'eu-west-1' }).toSvg();

    expect(svgWith(lacking).split('no price is known of 1 resource')).toHaveLength(3);
    expect(svgWith(template)).not.toContain('no price is known');
  });

  test('needs nothing from elsewhere, and is the same each time', () => {
    expect(svg).not.toMatch(/href|url\(|@import|<script|<image/);
    expect(AppDiagram.fromTemplate(describedTier(), OPTIONS).toSvg()).toBe(svg);
  });

  test('differs in nothing but colors in the dark', () => {
    const withoutColors = (text: string) => text.replace(/#[0-9a-f]{6}/g, '');

    expect(withoutColors(diagram.toSvg(DiagramTheme.DARK))).toBe(withoutColors(svg));
    expect(diagram.toSvg(DiagramTheme.DARK)).not.toBe(svg);
  });

  test.each(['cn-north-1', 'me-south-1'])('shows no cost in %s, which has no prices', (region) => {
    expect(AppDiagram.fromTemplate(describedTier(), { region }).toSvg()).not.toMatch(/\$|prices/);
  });

  test('shows the cost in a Region whose prices you give', () => {
    const priceBook = PriceBook.builtIn().withPrice('me-south-1', 'elb.albHour', 0.03);

    expect(AppDiagram.fromTemplate(describedTier(), { region: 'me-south-1', cost: { priceBook } }).toSvg())
      .toContain('in me-south-1');
  });

  test('tells boxes of the same name in two stacks apart', () => {
    const app = new App();
    for (const name of ['Staging', 'Production']) {
      const stack = new Stack(app, name);
      new sqs.Queue(stack, 'Jobs');
      new sqs.Queue(stack, `Only${name}`);
    }
    const names = [...AppDiagram.of(app).toMermaid().matchAll(/"([^<"]+)<br/g)].map(([, each]) => each);

    expect(names.sort()).toEqual(['OnlyProduction', 'OnlyStaging', 'Production/Jobs', 'Staging/Jobs']);
  });

  test('shows no cost without a Region', () => {
    expect(AppDiagram.fromTemplate(describedTier()).toSvg()).not.toContain('$');
  });
});

test.each<[string, object, number]>([
  ['nothing at all', {}, 0],
  ['a queue alone', { Jobs: { Type: 'AWS::SQS::Queue' } }, 1],
  ['a load balancer without subnets', { Web: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' } }, 1],
  ['a group whose bounds are not known', {
    Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: { Ref: 'Later' }, MaxSize: 4 } },
  }, 1],
  ['a service of a network of elsewhere', {
    Shop: { Type: 'AWS::ECS::Service', Properties: { NetworkConfiguration: { AwsvpcConfiguration: {
      Subnets: ['subnet-1', 'subnet-2'], SecurityGroups: ['sg-1'],
    } } } },
  }, 1],
  ['a group that lets itself in', {
    Group: { Type: 'AWS::EC2::SecurityGroup' },
    Self: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: {
      GroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] }, SourceSecurityGroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] },
    } },
    Cache: { Type: 'AWS::ElastiCache::ServerlessCache', Properties: {
      Engine: 'valkey', SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }],
    } },
  }, 1],
])('%s is drawn', (_, Resources, count) => {
  const model = modelOf({ Resources });
  const drawing = drawingOf(model, 'Template', '', THEMES[0]);

  expect(model.parts).toHaveLength(count);
  expect(model.talks).toEqual([]);
  expect(badTexts(drawing.shapes, drawing)).toEqual([]);
  expect(AppDiagram.fromTemplate({ Resources }).toMermaid()).toMatch(/^flowchart TB\n/);
});

test('the pictures of README are current', () => {
  const stale = Object.entries(readmePictures()).filter(([file, svg]) => fs.readFileSync(file, 'utf8') !== svg);

  expect(stale.map(([file]) => file)).toEqual([]);
});
