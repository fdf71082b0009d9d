import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { cents, estimateOf, texts } from './support';
import { CapacityCase, CostEstimate } from '../../src/cost';

const secret = { Type: 'AWS::SecretsManager::Secret' };
const group = {
  Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: {
    MinSize: 1, MaxSize: 10, LaunchTemplate: { LaunchTemplateId: { Ref: 'Launch' }, Version: '1' },
  } },
  Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { InstanceType: 'm7g.large' } } },
};

/** A stack with a key and a secret. */
function aStack(region?: string) {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Shop', { env: { region } });
  new kms.Key(stack, 'Key');
  new secretsmanager.Secret(stack, 'Secret');
  return { app, stack };
}

describe('an estimate', () => {
  test('of a stack has the paths of constructs, also where templates do not', () => {
    const estimate = CostEstimate.of(aStack('eu-west-1').stack);

    expect(estimate.lines.map((line) => line.path)).toEqual(['Shop/Key/Resource', 'Shop/Secret/Resource']);
    expect(estimate.monthly).toEqual({ minimum: 1.4, expected: 1.4, maximum: 1.4 });
  });

  test('of an app and of its folder are the same', () => {
    const { app } = aStack('eu-west-1');

    const folder = CostEstimate.fromAssembly(app.synth().directory);

    expect(folder.monthly).toEqual(CostEstimate.of(app).monthly);
  });

  test('of a file reads YAML', () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'template-')), 'template.yaml');
    fs.writeFileSync(file, 'Resources:\n  Key:\n    Type: AWS::KMS::Key\n');

    expect(CostEstimate.fromFile(file, { region: 'us-east-1' }).monthly.expected).toBe(1);
  });

  test('takes values for parameters', () => {
    const template = {
      Parameters: { Type: { Type: 'String' } },
      Resources: { It: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: { Ref: 'Type' } } } },
    };
    const of = (parameters?: { [name: string]: string }) =>
      CostEstimate.fromTemplate(template, { region: 'us-east-1', parameters });

    expect(texts(of().unpriced)).toEqual(['the instance type is known at deployment only']);
    expect(of({ Type: 'm5.large' }).lines[0].component).toBe('m5.large instances');
  });

  test('says what stands below a construct', () => {
    const estimate = CostEstimate.of(aStack('eu-west-1').app);

    expect(estimate.atPath('Shop/Key').expected).toBe(1);
    expect(estimate.atPath('Shop').expected).toBe(1.4);
    expect(() => estimate.atPath('Shop/Keys')).toThrow('the estimate has no resource at or below "Shop/Keys"');
  });

  test('uses the Region of a stack before the one that is given', () => {
    const line = CostEstimate.of(aStack('sa-east-1').stack, { region: 'eu-west-1' }).lines[0];
    const alone = CostEstimate.of(aStack().stack, { region: 'eu-west-1' }).lines[0];

    expect(line.unitPriceUsd).toBe(1);
    expect(alone.unitPriceUsd).toBe(1);
  });
});

describe('what is not known', () => {
  test('is a note and no zero', () => {
    const estimate = estimateOf({ It: { Type: 'AWS::Batch::ComputeEnvironment' } });

    expect(estimate.unpriced).toEqual([{
      path: 'It', resourceType: 'AWS::Batch::ComputeEnvironment',
      text: 'the library has no rule for resources of this type',
    }]);
    expect(estimate.isComplete).toBe(false);
  });

  test('can be left out knowingly', () => {
    const ignoredTypes = ['AWS::Batch::ComputeEnvironment'];

    expect(estimateOf({ It: { Type: 'AWS::Batch::ComputeEnvironment' } }, { ignoredTypes }).isComplete).toBe(true);
  });

  test('a nested stack without its template is not complete', () => {
    const estimate = estimateOf({ It: {
      Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://bucket/t.yaml' },
    } });

    expect(texts(estimate.unpriced)).toEqual(['the template of this nested stack is not at hand']);
  });

  test('a Region that is not known is an error', () => {
    expect(() => CostEstimate.of(aStack().app)).toThrow(
      'the cost cannot be estimated:\n'
      + '  "region" must be given, because Shop can be deployed to any Region, got undefined',
    );
    expect(() => CostEstimate.of(aStack('me-south-1').app)).toThrow(
      /"region" must be one of us-east-1, .* for Shop, got "me-south-1"/,
    );
    expect(() => CostEstimate.fromTemplate({ Resources: {} })).toThrow(
      '"region" must be given, because the template can be deployed to any Region, got undefined',
    );
  });
});

describe('options', () => {
  test.each([
    [{ traffic: { natGb: -1 } }, '"traffic.natGb" must be a number of at least 0, got -1'],
    [{ traffic: { cpuPercent: 101 } }, '"traffic.cpuPercent" must be a number from 0 to 100 percent, got 101'],
    [{ spotPercent: 101 }, '"spotPercent" must be a number from 0 to 100 percent, got 101'],
    [{ today: '2026-13-45' }, '"today" must be a day in ISO form, such as 2026-11-26, got "2026-13-45"'],
    [{ today: 'soon' }, '"today" must be a day in ISO form, such as 2026-11-26, got "soon"'],
    [{ expectedUnits: { Grop: 2 } }, '"expectedUnits[Grop]" must name one of Group, got "Grop"'],
    [{ expectedUnits: { Group: 11 } },
      '"expectedUnits[Group]" must be a number from 1 to 10 instances or tasks, got 11'],
  ])('that are wrong fail: %j', (options, message) => {
    expect(() => estimateOf(group, options)).toThrow(`the cost cannot be estimated:\n  ${message}`);
  });

  test('that are wrong are told together', () => {
    expect(() => estimateOf(group, { spotPercent: -1, traffic: { logGb: -1 } }))
      .toThrow(/"traffic.logGb"[^]*"spotPercent"/);
  });

  test('name a group by a construct around it, which holds no other', () => {
    const at = (constructPath: string) => ({ ...group.Group, Metadata: { 'aws:cdk:path': constructPath } });
    const two = { ...group, Group: at('Shop/Web/Group/ASG'), Other: at('Shop/Api/Group/ASG') };
    const both = 'must name one of Shop/Web/Group/ASG, Shop/Api/Group/ASG';

    const { lines } = estimateOf(two, { expectedUnits: { 'Shop/Web': 3, 'Other': 2 } });

    expect(lines.filter(({ component }) => component === 'm7g.large instances')
      .map(({ path: where, monthly }) => [where, cents(monthly.expected / monthly.minimum)]))
      .toEqual([['Shop/Web/Group/ASG', 3], ['Shop/Api/Group/ASG', 2]]);
    expect(() => estimateOf(two, { expectedUnits: { Shop: 3 } })).toThrow(`"expectedUnits[Shop]" ${both}, got "Shop"`);
    expect(() => estimateOf(two, { expectedUnits: { 'Shop/We': 3 } })).toThrow(`"expectedUnits[Shop/We]" ${both}`);
  });

  test.each([0, 100])('a Spot share of %d percent is right', (spotPercent) => {
    expect(() => estimateOf(group, { spotPercent })).not.toThrow();
  });

  test('with the day of today warn of prices that are older than a year', () => {
    const warnings = (today?: string) => texts(estimateOf({ It: secret }, { today }).warnings);

    expect(warnings('2027-11-22')).toEqual(['the prices were collected on 2026-11-21, 366 days ago']);
    expect(warnings('2027-11-21')).toEqual([]);
    expect(warnings()).toEqual([]);
  });
});

describe('a limit', () => {
  test('that is kept is no error', () => {
    expect(() => estimateOf({ It: secret }).assertBelow(0.4)).not.toThrow();
  });

  test.each([
    [NaN, undefined, '"usd" must be a number of at least 0 US dollars, got NaN'],
    [-1, undefined, '"usd" must be a number of at least 0 US dollars, got -1'],
    [1, 'most' as CapacityCase, '"at" must be one of minimum, expected, maximum, got "most"'],
  ])('is no limit: %p at %p', (usd, at, message) => {
    expect(() => estimateOf({ It: secret }).assertBelow(usd, at)).toThrow(`the limit cannot be checked:\n  ${message}`);
  });

  test('that is passed names the dearest lines', () => {
    expect(() => estimateOf({ It: secret, Key: { Type: 'AWS::KMS::Key' } }).assertBelow(1)).toThrow([
      'a month costs $1.40 at expected capacity, $1.00 is the limit; most of it:',
      '  $1.00 Key: key', '  $0.40 It: secret',
    ].join('\n'));
  });

  test('may count the largest capacity', () => {
    const estimate = estimateOf(group);

    expect(() => estimate.assertBelow(100)).not.toThrow();
    expect(() => estimate.assertBelow(100, CapacityCase.MAXIMUM)).toThrow('a month costs $602.08 at maximum capacity');
  });

  test('is not kept by what has no price', () => {
    expect(() => estimateOf({ It: { Type: 'AWS::Batch::JobQueue' } }).assertBelow(1000)).toThrow([
      'the total is not complete; give the price, or leave the type out with "ignoredTypes":',
      '  It (AWS::Batch::JobQueue): the library has no rule for resources of this type',
    ].join('\n'));
  });
});

describe('reports', () => {
  const estimate = CostEstimate.of(aStack('eu-west-1').app);

  test('as text add up along the constructs', () => {
    expect(estimate.toText()).toBe([
      'A month of 730 hours in eu-west-1, list prices collected on 2026-11-21. A model, not a bill.', '',
      'construct  component  quantity  unit price  minimum  expected  maximum',
      '---------  ---------  --------  ----------  -------  --------  -------',
      'Shop                                          $1.40     $1.40    $1.40',
      '  Key      key               1       $1.00    $1.00     $1.00    $1.00',
      '  Secret   secret            1       $0.40    $0.40     $0.40    $0.40',
      'total                                         $1.40     $1.40    $1.40', '',
    ].join('\n'));
  });

  test('as Markdown have a row for each construct, and fold the notes away', () => {
    const markdown = estimateOf({ Key: { Type: 'AWS::KMS::Key' }, Topic: { Type: 'AWS::SNS::Topic' } }).toMarkdown();

    expect(markdown).toContain('| `Key` | $1.00 | $1.00 | $1.00 |\n| **total** | **$1.00** |');
    expect(markdown).toContain('<details><summary>Not in the total, because it depends on use alone: 1</summary>\n\n'
      + '- billed by messages (Topic)\n\n</details>');
  });

  test('as JSON hold everything', () => {
    const json = JSON.parse(estimate.toJson()) as { monthlyUsd: object; lines: object[]; isComplete: boolean };

    expect(json.monthlyUsd).toEqual({ minimum: 1.4, expected: 1.4, maximum: 1.4 });
    expect(json.isComplete).toBe(true);
    expect(json.lines[0]).toEqual({
      path: 'Shop/Key/Resource', logicalId: expect.any(String), resourceType: 'AWS::KMS::Key', component: 'key',
      figure: 'kms.keyMonth', unit: 'key-month', unitPriceUsd: 1, date: '2025-08-28',
      source: 'AWS pricing-page feed "kms", archived in lamngockhuong/aws-price',
      quantity: { minimum: 1, expected: 1, maximum: 1 }, monthlyUsd: { minimum: 1, expected: 1, maximum: 1 },
    });
  });

  test('are the same bytes each time', () => {
    const again = CostEstimate.of(aStack('eu-west-1').app);

    expect([again.toJson(), again.toText(), again.toMarkdown()]).toEqual(
      [estimate.toJson(), estimate.toText(), estimate.toMarkdown()],
    );
  });
});

describe('the difference of two estimates', () => {
  const before = estimateOf({ A: secret, Key: { Type: 'AWS::KMS::Key' }, ...group });
  const after = estimateOf({ A: secret, B: secret, ...group }, { expectedUnits: { Group: 2 } });

  test('is the difference of their totals', () => {
    expect(after.comparedWith(before).monthly.expected).toBeCloseTo(0.4 - 1 + 59.568 + 0.64, 9);
    expect(after.comparedWith(before).monthly.minimum).toBeCloseTo(-0.6, 9);
  });

  test('names what is new, gone and changed, the largest first', () => {
    expect(after.comparedWith(before).changes.map((change) =>
      [change.path, cents(change.before.expected), cents(change.after.expected)])).toEqual([
      ['Group', 59.57, 119.14], ['Key', 1, 0], ['Group', 0.64, 1.28], ['B', 0, 0.4],
    ]);
  });

  test('of an estimate with itself is nothing', () => {
    const same = before.comparedWith(before);

    expect(same.changes).toEqual([]);
    expect(same.toMarkdown()).toMatch(/^\*\*\$.* a month, \$0\.00 .*\*\*\n\nNothing costs more or less\.\n$/);
    expect(same.toText()).toMatch(/^\$.* a month, \$0\.00 .*\n\nNothing costs more or less\.\n$/);
  });

  test('is a table for people, in Markdown too', () => {
    const difference = after.comparedWith(before);

    expect(difference.toText()).toBe([
      '$121.22 a month, +$59.61 (at maximum capacity $602.88, -$0.60)', '',
      'construct  component            before      now   change',
      '---------  -------------------  ------  -------  -------',
      'Group      m7g.large instances  $59.57  $119.14  +$59.57',
      'Key        key                   $1.00    $0.00   -$1.00',
      'Group      root volume           $0.64    $1.28   +$0.64',
      'B          secret                $0.00    $0.40   +$0.40', '',
    ].join('\n'));
    expect(difference.toMarkdown()).toContain('| Key | key | $1.00 | $0.00 | -$1.00 |');
  });
});
