import path from 'node:path';
import { file, folder, plainAssembly, program, SHOP } from './support';

const env = { account: '111122223333', region: 'us-east-1' };
const small = plainAssembly('t3.micro', env);
const large = plainAssembly('m7g.large', env);

describe('what a month costs', () => {
  test('is a table with a row for each construct, and its total', async () => {
    const { code, out, err } = await program(`cost ${small}`);

    expect(out).toBe(`\
A month of 730 hours in us-east-1, list prices collected on 2026-11-21. A model, not a bill.

construct                     minimum  expected  maximum
Plain                          $44.73    $44.73   $44.73
  Vpc/PublicSubnet1            $36.50    $36.50   $36.50
    EIP: public IPv4 address    $3.65     $3.65    $3.65
    NATGateway: hours          $32.85    $32.85   $32.85
  Server                        $8.23     $8.23    $8.23
    t3.micro instances          $7.59     $7.59    $7.59
    root volume                 $0.64     $0.64    $0.64
total                          $44.73    $44.73   $44.73

Quantities, unit prices and 2 more notes: --details
`);
    expect([code, err]).toEqual([0, '']);
  });

  test('is that of the Region in the environment where nothing else names one', async () => {
    const env = { AWS_REGION: 'eu-central-1' };
    const [taken, named, own] = [
      await program(`cost ${SHOP}`, { env }), await program(`cost ${SHOP} --region eu-west-1`, { env }),
      await program(`cost ${small}`, { env }),
    ];

    expect(taken.out).toContain('A month of 730 hours in eu-central-1');
    expect(named.out).toContain('A month of 730 hours in eu-west-1');
    expect(own.out).toContain('A month of 730 hours in us-east-1');
  });

  test('is JSON for machines', async () => {
    const { out } = await program(`cost ${small} --json`);

    expect(JSON.parse(out)).toMatchObject({ regions: ['us-east-1'], monthlyUsd: { expected: 44.732 } });
  });

  test('is Markdown for a pull request', async () => {
    const { out } = await program(`cost ${small} --markdown`);

    expect(out).toContain('| construct | minimum | expected | maximum |');
  });

  test('is shown with quantities and unit prices', async () => {
    const { out } = await program(`cost ${small} --details`);

    expect(out).toMatch(/construct +component +quantity +unit price/);
  });

  test('is that of a template in YAML in a Region that is given', async () => {
    const { code, out } = await program(`cost ${SHOP} --region eu-west-1 --parameter Stage=production`);

    expect(out).toContain('db.m7g.large');
    expect(code).toBe(0);
  });

  test('is that of an app by its manifest', async () => {
    const { out } = await program(`cost ${path.join(small, 'manifest.json')}`);

    expect(out).toContain('Vpc/PublicSubnet1');
  });

  test('grows with traffic, given at once or one after the other', async () => {
    const { out: together } = await program(`cost ${small} --json --traffic natGb=100,cpuPercent=50`);
    const { out: apart } = await program(`cost ${small} --json --traffic natGb=100 -t cpuPercent=50`);

    expect(JSON.parse(together).monthlyUsd.expected).toBeGreaterThan(44.73 + 100 * 0.045);
    expect(apart).toBe(together);
  });

  test('falls with a discount', async () => {
    const { out } = await program(`cost ${small} --json --discount 50`);

    expect(JSON.parse(out).monthlyUsd.expected).toBeCloseTo(44.73 / 2, 2);
  });

  test('leaves out types on demand', async () => {
    const ignored = '--ignore-type AWS::EC2::NatGateway --ignore-type AWS::EC2::EIP';

    const { out } = await program(`cost ${small} --json ${ignored}`);

    expect(JSON.parse(out).monthlyUsd.expected).toBeCloseTo(8.23, 2);
  });

  test('has colours in a terminal, unless NO_COLOR says otherwise', async () => {
    const color = '\x1b[';

    expect((await program(`cost ${small}`, { isTTY: true })).out).toContain(color);
    expect((await program(`cost ${small}`, { env: { FORCE_COLOR: '1' } })).out).toContain(color);
    expect((await program(`cost ${small}`)).out).not.toContain(color);
    expect((await program(`cost ${small}`, { isTTY: true, env: { NO_COLOR: '1' } })).out).not.toContain(color);
    expect((await program(`cost ${small}`, { isTTY: true, env: { TERM: 'dumb' } })).out).not.toContain(color);
  });
});

describe('a limit', () => {
  test('that holds ends with 0', async () => {
    expect(await program(`cost ${small} --below 45 --json`)).toMatchObject({ code: 0, err: '' });
  });

  test('that is broken ends with 1, after the whole result', async () => {
    const { code, out, err } = await program(`cost ${small} --below 44 --json`);

    expect(JSON.parse(out).monthlyUsd.expected).toBeCloseTo(44.73, 2);
    expect(err).toBe(`\
error: a month costs $44.73 at expected capacity, $44.00 is the limit; most of it:
  $32.85 Plain/Vpc/PublicSubnet1/NATGateway: hours
  $7.59 Plain/Server/Resource: t3.micro instances
  $3.65 Plain/Vpc/PublicSubnet1/EIP: public IPv4 address
  $0.64 Plain/Server/Resource: root volume
`);
    expect(code).toBe(1);
  });

  test('that cannot be told says which options help', async () => {
    const template = file('shop.json', JSON.stringify({ Resources: { Jobs: { Type: 'AWS::Batch::JobQueue' } } }));

    expect(await program(`cost ${template} --region eu-west-1 --below 44`)).toMatchObject({ code: 1, err: `\
error: the total is not complete; give the price, or leave the type out with "ignoredTypes":
  Jobs (AWS::Batch::JobQueue): the library has no rule for resources of this type
next: give the prices in a file with --prices, or leave a type out with --ignore-type
` });
    expect(await program(`cost ${template} --region eu-west-1 --below 44 --ignore-type AWS::Batch::JobQueue`))
      .toMatchObject({ code: 0, err: '' });
  });
});

describe('a difference', () => {
  test('names what has changed', async () => {
    const { code, out } = await program(`cost ${large} --compare ${small}`);

    expect(out).toContain('Plain/Server/Resource');
    expect(out).toContain('m7g.large');
    expect(code).toBe(0);
  });

  test('is Markdown or JSON too', async () => {
    const { out: markdown } = await program(`cost ${large} --compare ${small} --markdown`);
    const { out: json } = await program(`cost ${large} --compare ${small} --json`);

    expect(markdown).toMatch(/^\*\*\$/);
    expect(JSON.parse(json)).toMatchObject({ beforeUsd: { expected: 44.732 }, nowUsd: { expected: 96.708 } });
  });

  test('keeps to the limit too', async () => {
    expect(await program(`cost ${large} --compare ${small} --below 50`)).toMatchObject({ code: 1 });
  });
});

describe('wrong use ends with 2, and says what to do', () => {
  const nowhere = folder();
  const notRead = file('notes.txt', 'nothing: here\n');

  test.each([
    ['no app', 'cost /nowhere/cdk.out',
      'error: there is no folder and no file "/nowhere/cdk.out"\nnext: run "npx cdk synth" in the project first, '
      + 'or name the folder that it writes, or a template\n'],
    ['a folder that is no app', `cost ${nowhere}`,
      `error: "${nowhere}" is no cloud assembly: it has no manifest.json\n`],
    ['the project in place of its app', `cost ${path.dirname(small)}`, `next: name "${small}", which is one\n`],
    ['a file that is no template', `cost ${notRead}`, 'next: name a template of CloudFormation, in JSON or YAML'],
    ['no Region', `cost ${SHOP}`, 'next: name the Region, for example --region eu-west-1, or set AWS_REGION\n'],
    ['a Region without prices', `cost ${SHOP} --region mars-1`, '"region" must be one of'],
    ['an unknown traffic', `cost ${small} --traffic users=3`, 'There is no "users"; there are requestsPerSecond,'],
    ['a number that is none', `cost ${small} --below ten`, '"ten" is no number of at least 0.'],
    ['a negative number', `cost ${small} --below=-1`, '"-1" is no number of at least 0.'],
    ['a pair that is none', `cost ${small} --units Shop`, '"Shop" is not of the form name=value.'],
    ['an unknown group', `cost ${small} --units Shop=2`, 'expectedUnits[Shop]'],
    ['a discount above 100', `cost ${small} --discount 120`, 'from 0 to 100'],
    ['an unknown capacity', `cost ${small} --at most`, 'Allowed choices are minimum, expected, maximum.'],
    ['two formats', `cost ${small} --json --markdown`, 'cannot be used with option'],
    ['an unknown option', `cost ${small} --belw 3`, '(Did you mean --below?)'],
    ['a price book that is none', `cost ${small} --prices ${notRead}`, `${notRead}: `],
    ['no price book', `cost ${small} --prices /nowhere.json`, 'there is no file "/nowhere.json"'],
    ['too many apps', `cost ${small} ${large}`, 'too many arguments'],
    ['an unknown command', 'cots', '(Did you mean cost?)'],
    ['no command', '', 'Usage: cdk-elastic-web'],
  ])('%s', async (_what, words, message) => {
    const { code, out, err } = await program(words);

    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });
});

describe('help', () => {
  test.each(['--help', 'cost --help'])('of "%s" ends with 0 and shows examples', async (words) => {
    const { code, out, err } = await program(words);

    expect(out).toMatch(/^Usage: cdk-elastic-web[^]*Examples/);
    expect([code, err]).toEqual([0, '']);
  });

  test('says the version', async () => {
    expect(await program('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });
});
