// every command on AWS, with what may go wrong between it and AWS.
import { failing, operate, resourcesOf, type Calls } from './recorded';

const NOTHING = 'holds no service, no group, no database and no alarm';

/** Each command, a call that it cannot do without, the right for it, and what is said of an empty stack. */
const COMMANDS: readonly (readonly [words: string, own: keyof Calls, action: string, empty: string])[] = [
  ['status Shop', 'describeServices', 'ecs:DescribeServices', NOTHING],
  ['live Shop --times 1', 'describeServices', 'ecs:DescribeServices', NOTHING],
  ['doctor Shop', 'describeServices', 'ecs:DescribeServices', NOTHING],
  ['logs Shop', 'filterLogEvents', 'logs:FilterLogEvents', 'has no log group'],
  ['exec Shop', 'listTasks', 'ecs:ListTasks', 'there is no service in the stack'],
  ['rollback Shop --to 6 --yes', 'updateService', 'ecs:UpdateService', 'there is no service in the stack'],
  ['open Shop --print', 'describeLoadBalancers', 'elasticloadbalancing:DescribeLoadBalancers',
    'the stack has no load balancer'],
  ['destroy Shop --execute --yes', 'deleteStack', 'cloudformation:DeleteStack', 'deleting Shop deletes 7 resources'],
];

test('every command that works on stacks is here', async () => {
  const { out } = await operate('--help');
  const names = [...out.matchAll(/^ {2}(\w+) .*\[stacks\.\.\.\]/gm)].map(([, name]) => name);

  expect(COMMANDS.map(([words]) => words.split(' ')[0]).sort()).toEqual(names.sort());
});

/** Calls that work, so that the one of interest is reached. */
const MORE: Calls = {
  getMetricData: async () => ({ MetricDataResults: [] }), describeTargetGroups: async () => ({ TargetGroups: [] }),
  filterLogEvents: async () => ({ events: [] }), updateService: async () => ({}), deleteStack: async () => ({}),
};

/** The plugin that "exec" needs is installed. */
const HERE = { start: async () => 0 };

describe.each(COMMANDS)('cdk-elastic-web %s', (words, own, action, empty) => {
  const run = (calls: Calls) => operate(words, { ...MORE, ...calls }, HERE);

  test.each([
    ['expired credentials', failing('ExpiredTokenException', 'The security token included in the request is expired'),
      'error: your credentials have expired\nnext: sign in again'],
    ['throttling', failing('ThrottlingException', 'Rate exceeded'),
      'error: AWS answers that there are too many calls, also after several attempts\nnext: wait a minute'],
    ['a right that is missing to read the stack',
      failing('AccessDenied', 'User is not authorized to perform: cloudformation:DescribeStacks on resource: x'),
      'error: your rights do not allow "cloudformation:DescribeStacks"\nnext: ask for "cloudformation:DescribeStacks"'],
    ['no network', failing('Error', 'getaddrinfo ENOTFOUND cloudformation.eu-west-1.amazonaws.com'),
      'error: AWS cannot be reached\nnext: check the network'],
  ])('%s: says what it is and what to do, and ends with 2', async (_what, describeStacks, message) => {
    const { code, out, err } = await run({ describeStacks });

    expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });

  test('throttling of its own call is no success', async () => {
    const { code, err } = await run({ [own]: failing('ThrottlingException', 'Rate exceeded') });

    expect(err).toContain('too many calls');
    expect(code).toBe(2);
  });

  test('a right that is missing for its own call is named', async () => {
    const { code, out, err } = await run({
      [own]: failing('AccessDeniedException', `User is not authorized to perform: ${action} on resource: x`),
    });

    expect(out + err).toContain(action);
    expect(code).toBe(2);
  });

  test('a stack without anything to work on is said', async () => {
    const { code, out, err } = await run({ listStackResources: async () => resourcesOf('AWS::IAM::Role') });

    expect(out + err).toContain(empty);
    expect(code).toBe(words.startsWith('destroy') ? 0 : 2);
  });

  test('a stack that is not there is said, with those whose names are near', async () => {
    const { code, err } = await operate(words.replace('Shop', 'Shopp'), MORE, HERE);

    expect(err).toContain('there is no stack "Shopp"');
    expect(err).toContain('Shop');
    expect(code).toBe(2);
  });
});

test('no older revision is deployed where nobody may see whether a deployment is under way', async () => {
  const denied = failing('AccessDeniedException', 'is not authorized to perform: ecs:ListServiceDeployments');
  const { code, err } = await operate('rollback Shop --to 6 --yes', { listServiceDeployments: denied });

  expect(err).toContain('your rights do not allow "ecs:ListServiceDeployments"');
  expect(code).toBe(2);
});
