import {
  CapacityRange, Ingress, Poll, type PollOptions, TaskSize, VoteCompute, VotingApp, type VotingAppProps, VotingIngress,
} from '../../src';
import { stackWithVpc, THREE_TIERS, zoneIn } from '../support/stacks';
import { hosts } from './support';

/** The lines of the error. */
function problemsOf(props: (zone: ReturnType<typeof zoneIn>) => Partial<VotingAppProps>): string[] {
  const { stack, vpc } = stackWithVpc({
    props: { env: { account: '111122223333', region: 'eu-west-1' } }, vpc: THREE_TIERS,
  });
  const hostedZone = zoneIn(stack);
  const children = () => stack.node.findAll().length;
  const before = children();
  try {
    new VotingApp(stack, 'Voting', { vpc, ingress: hosts(hostedZone), ...props(hostedZone) });
  } catch (error) {
    // nothing but the construct itself is there.
    expect(children()).toBe(before + 1);
    const [head, ...problems] = (error as Error).message.split('\n');
    expect(head).toMatch(/^Stack\/Voting \(VotingApp\) has (an invalid prop|\d+ invalid props):$/);
    return problems.map((line) => line.trim());
  }
  return [];
}

const poll = (change: Partial<PollOptions>) =>
  Poll.of({ title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' }, ...change });
const pollProblems = (...changes: Partial<PollOptions>[]) => problemsOf(() => ({ polls: changes.map(poll) }));
const ID = '1 to 40 of a-z, 0-9, "_" and "-", a letter or a number first';

describe('a poll', () => {
  test.each<[Partial<PollOptions>, string]>([
    [{ id: 'Pets' }, `"polls[0].id" must be ${ID}, got "Pets"`],
    [{ title: '' }, '"polls[0].title" must have 1 to 120 characters, got ""'],
    [{ options: { a: 'Cats' } }, '"polls[0].options" must have 2 to 20 entries, got 1'],
    [{ options: { 'a': 'Cats', 'b c': 'Dogs' } }, `"polls[0].options" must have ids of ${ID}, got "b c"`],
    [{ options: { a: '', b: 'Dogs' } }, '"polls[0].options.a" must have 1 to 80 characters, got ""'],
    [{ closesAt: new Date('nonsense') }, '"polls[0].closesAt" must be a date that exists, got an invalid date'],
    [
      { opensAt: new Date('2027-01-02T00:00:00Z'), closesAt: new Date('2027-01-01T00:00:00Z') },
      '"polls[0].opensAt" must be before "closesAt", got 2027-01-02T00:00:00.000Z',
    ],
  ])('fails with one clear line: %o', (change, problem) => {
    expect(pollProblems(change)).toEqual([problem]);
  });

  test('fails without any, and with two of one id', () => {
    expect(pollProblems()).toEqual(['"polls" must have at least one poll, got []']);
    expect(pollProblems({}, {})).toEqual(['"polls[1]" must differ from "polls[0]", got "main"']);
  });

  test('fails when all together are larger than a parameter holds', () => {
    const large = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `p${i}`, title: 'x'.repeat(120) }));

    expect(pollProblems(...large(45))).toEqual([]);
    expect(pollProblems(...large(60))).toEqual([expect.stringMatching(
      /^"polls" must take at most 8192 bytes as JSON, got \d+: the Parameter Store holds no more/,
    )]);
  });
});

describe('the ways in', () => {
  test('fail with both pages on one name', () => {
    expect(problemsOf((hostedZone) => ({
      ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'VOTE.example.com', hostedZone }),
    }))).toEqual([
      '"ingress.result" must differ from "ingress.vote", got "VOTE.example.com": each page lives at the root of its '
      + 'name',
    ]);
  });

  test('fail with names outside of the zone, by the props that the user wrote', () => {
    expect(problemsOf((hostedZone) => ({
      ingress: VotingIngress.hosts({ vote: 'vote.example.org', result: 'result.example.net', hostedZone }),
    }))).toEqual([
      '"ingress.vote" must be "example.com" or a name under it, got "vote.example.org": a zone answers only for names '
      + 'of its own',
      '"ingress.result" must be "example.com" or a name under it, got "result.example.net": a zone answers only for '
      + 'names of its own',
    ]);
  });

  test('fail without a certificate and without a zone', () => {
    expect(problemsOf(() => ({
      ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com' }),
    }))).toEqual([
      '"ingress.hostedZone" must be given with "vote", unless "certificate" is, got undefined: the certificate is '
      + 'proved through a record in the zone',
    ]);
  });

  test.each([[80, 'must not be 80'], [0, 'must be an integer from 1 to 65535'], [70000, 'must be an integer from']])(
    'fail with the result on port %d', (resultPort, must) => {
      expect(problemsOf(() => ({ ingress: VotingIngress.httpPorts({ resultPort }) })))
        .toEqual([expect.stringContaining(`"ingress.resultPort" ${must}`)]);
    },
  );

  test('fail with eleven proxies', () => {
    const pages = (proxies: number) => problemsOf(() => ({
      ingress: VotingIngress.pages({ vote: Ingress.http(), result: Ingress.http(), proxies }),
    }));

    expect(pages(11)).toEqual(['"ingress.proxies" must be an integer from 0 to 10, got 11']);
    expect(pages(10)).toEqual([]);
  });
});

describe('the roles', () => {
  test('fail with sizes and numbers that do not exist, all at once', () => {
    expect(problemsOf(() => ({
      vote: VoteCompute.tasks({ capacity: CapacityRange.between(3, 2) }),
      result: { size: TaskSize.of({ cpu: 256, memoryMiB: 513 }) },
      worker: { capacity: CapacityRange.between(0, 2), votesPerTask: 0 },
    }))).toEqual([
      '"vote.capacity.min" must be at most "vote.capacity.max" (2), got 3',
      '"result.size.memoryMiB" must be one of 512, 1024, 2048, got 513: these are the MiB that Fargate sells with 256 '
      + 'CPU units',
      '"worker.capacity.min" must be at least 1, got 0: the worker itself reports how many votes wait, so none would '
      + 'never start again',
      '"worker.votesPerTask" must be a number of at least 1, got 0',
    ]);
  });
});

describe('settings', () => {
  test.each([
    [{ POLLS_JSON: '[]' }, '"settings.POLLS_JSON" must be left out, got "[]": the construct sets it itself'],
    [{ DB_HOST: 'x' }, '"settings.DB_HOST" must be left out, got "x": the construct sets it itself'],
    [{ RATE_LIMIT: '' }, '"settings.RATE_LIMIT" must be a text that is not empty, without "{{", got ""'],
    [{ QUEUE_NAME: 'a{{b' }, '"settings.QUEUE_NAME" must be a text that is not empty, without "{{", got "a{{b"'],
  ])('fail where they cannot work: %o', (settings, problem) => {
    expect(problemsOf(() => ({ settings: settings as Record<string, string> }))).toEqual([problem]);
  });

  test('fail when the construct sets them, each with one line', () => {
    const settings = { COOKIE_SECRET: 'x', DB_IAM_USER: 'x', ADMIN_TOKEN: 'x' };

    expect(problemsOf(() => ({ settings }))).toHaveLength(3);
  });

  test('fail when they are secrets', () => {
    expect(problemsOf(() => ({ settings: { ADMIN_TOKEN: 'open' } })))
      .toEqual([expect.stringContaining('"settings" must hold no secrets, got "ADMIN_TOKEN"')]);
  });
});
