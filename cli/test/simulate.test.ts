import fs from 'node:fs';
import path from 'node:path';
import { file, folder, program } from './support';

const TIER = path.join(__dirname, '../../test/simulation/templates/tier.yaml');
const trace = file('day.csv', 'seconds,users\n0,500\n600,4000\n5400,4000\n');
const run = (more = '') => program(`simulate ${TIER} --trace ${trace} --unit-capacity 1000 ${more}`);

test('says what scaling makes of the load of a file', async () => {
  const { code, out, err } = await run();

  expect(out).toMatch(/: the load is too much for /);
  expect(out).toContain('Changes:');
  expect([code, err]).toEqual([0, '']);
});

test('is JSON for machines, and a picture for people', async () => {
  const svg = path.join(folder(), 'pictures/day.svg');

  const { out, err } = await run(`--json --svg ${svg}`);

  expect(JSON.parse(out)).toHaveProperty('peakCapacity');
  expect(err).toBe(`${svg}\n`);
  expect(fs.readFileSync(svg, 'utf8')).toMatch(/^<svg /);
});

test('ends with 1 if the load is too much for longer than a limit', async () => {
  expect(await run('--absorb-within 7200')).toMatchObject({ code: 0, err: '' });
  expect(await run('--absorb-within 10')).toMatchObject({
    code: 1, err: expect.stringMatching(/^error: the load is too much for \d+ s, 10 s is the limit\n$/),
  });
});

test('takes times that were measured', async () => {
  const quick = JSON.parse((await run('--launch-seconds 1 --healthy-seconds 1 --json')).out) as object;
  const slow = JSON.parse((await run('--launch-seconds 600 --json')).out) as object;

  expect(slow).not.toEqual(quick);
});

test.each([
  ['no trace', `simulate ${TIER} --unit-capacity 1`, "required option '-t, --trace <file.csv>' not specified"],
  ['no capacity', `simulate ${TIER} --trace ${trace}`, "required option '-u, --unit-capacity <load>' not specified"],
  ['a trace that is not there', `simulate ${TIER} --trace none.csv -u 1`, 'there is no file "none.csv"'],
  ['a trace with a bad row', `simulate ${TIER} --trace ${file('bad.csv', 's,u\n0,1\n\nx,y\n')} -u 1`, 'line 4 is not'],
  ['an empty trace', `simulate ${TIER} --trace ${file('no.csv', '')} -u 1`, '"trace" must have at least one value'],
  ['a capacity of zero', `simulate ${TIER} --trace ${trace} -u 0`, '"unitCapacity" must be a number above 0, got 0'],
  ['an unknown group', `simulate ${TIER} --trace ${trace} -u 1 --group Shop`,
    'next: choose one of them with --group\n'],
  ['nothing that scales', `simulate ${file('queue.yaml', 'Resources: { A: { Type: B } }')} -t ${trace} -u 1`,
    'has no Auto Scaling group and no ECS service that scales'],
  ['a start that is no moment', `simulate ${TIER} --trace ${trace} -u 1 --starts-at monday`, '"startsAt" must be'],
])('%s ends with 2', async (_what, words, message) => {
  const { code, err } = await program(words);

  expect(err).toContain(message);
  expect(code).toBe(2);
});

test('names its own help where something is missing', async () => {
  const { err } = await program(`simulate ${TIER} --trace ${trace}`);

  expect(err).toContain('What it takes: cdk-elastic-web simulate --help');
});
