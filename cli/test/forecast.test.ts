import { plainAssembly, program, SHOP, file } from './support';

const small = plainAssembly('t3.micro');
const large = plainAssembly('m7g.large');

test('says what makes people wait', async () => {
  const { code, out, err } = await program(`forecast ${small}`);

  expect(out).toMatch(/^First deployment: about 2 to 5 min\. A model, not a promise\.\n\nwaits for/);
  expect(out).toContain('EC2::NatGateway');
  expect([code, err]).toEqual([0, '']);
});

test('shows every resource with the source of its figure', async () => {
  const { out } = await program(`forecast ${small} --all`);

  expect(out).toMatch(/^resource +type +change +takes +done after +source of the figure\n/);
  expect(out).toMatch(/\/PublicSubnet1\/NATGateway +EC2::NatGateway +create +84 s to 2 min .* 8 public logs\n/);
});

test('forecasts a change, as text, JSON or Markdown', async () => {
  const { out } = await program(`forecast ${large} --from ${small}`);
  const { out: json } = await program(`forecast ${large} --from ${small} --json`);
  const { out: markdown } = await program(`forecast ${large} --from ${small} --markdown`);

  expect(out).toMatch(/^Change: about/);
  expect(JSON.parse(json)).toMatchObject({ isFirst: false, criticalPath: ['Plain/Server/Resource'] });
  expect(markdown).toMatch(/^\*\*Change: about/);
});

test('ends with 1 if it may take longer than a limit', async () => {
  expect(await program(`forecast ${SHOP} --within 11`)).toMatchObject({ code: 0, err: '' });
  expect(await program(`forecast ${SHOP} --within 5`)).toMatchObject({
    code: 1, err: 'error: the deployment may take 10 min, 5 min is the limit\n',
  });
});

test.each([
  ['an earlier app that is not there', `forecast ${small} --from /nowhere`, 'there is no folder and no file'],
  ['a limit that is no number', `forecast ${small} --within soon`, '"soon" is no number of at least 0.'],
  ['a template without resources', `forecast ${file('empty.json', '{}')}`, 'it has no "Resources"'],
  ['a file that is no text', `forecast ${file('bad.json', '{')}`, 'next: name a template of CloudFormation'],
])('%s ends with 2', async (_what, words, message) => {
  const { code, err } = await program(words);

  expect(err).toContain(message);
  expect(code).toBe(2);
});
