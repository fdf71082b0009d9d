// what the doctor asks beside the state of a stack: images in ECR, quotas, and the rules of security groups.
import type { TaskDefinition } from '@aws-sdk/client-ecs';
import {
  behindBalancer, event, group, idOf as id, notStarted, securityGroup, stackFailed, unreachable,
} from './failures';
import { failing, minutesAgo, operate, SERVICE, type Calls } from './recorded';

interface Diagnosis { readonly id: string; readonly cause: string; readonly evidence: readonly { text: string }[] }

/** Causes, the most certain first, with their evidence. */
async function diagnosesOf(calls: Calls, doubles = {}): Promise<Diagnosis[]> {
  const { out } = await operate('doctor Shop --json', calls, doubles);
  return (JSON.parse(out) as { diagnoses: Diagnosis[] }).diagnoses;
}

const evidenceOf = ({ evidence }: Diagnosis) => evidence.map(({ text }) => text);

describe('an image in ECR', () => {
  const REGISTRY = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
  const INDEX = JSON.stringify({ manifests: [
    { platform: { os: 'linux', architecture: 'amd64' } }, { platform: { os: 'unknown', architecture: 'unknown' } },
  ] });
  const SINGLE = JSON.stringify({ config: { digest: 'sha256:c0' } });

  /** A task that may not pull its image, as ECS says also if the image is not there. */
  function task(image: string, calls: Calls, change: Partial<TaskDefinition> = {}): Calls {
    const containerDefinitions = [{ name: 'web', image }];
    return {
      ...notStarted('The task can\'t pull the image. Check that the role has the permissions to pull images.'),
      describeTaskDefinition: async () => ({ taskDefinition: {
        containerDefinitions, requiresCompatibilities: ['FARGATE'], ...change,
      } }),
      ...calls,
    };
  }
  const exists: Calls = {
    describeImages: async () => ({ imageDetails: [{}] }),
    batchGetImage: async () => ({ images: [{ imageManifest: INDEX }] }),
  };

  test('that is not there is the cause, with the newest tags that are', async () => {
    const [first] = await diagnosesOf(task(`${REGISTRY}/team/shop:v9`, {
      describeImages: async ({ imageIds }) => imageIds
        ? await failing('ImageNotFoundException', 'The image with imageId v9 does not exist')()
        : { imageDetails: [
            { imageTags: ['v7'], imagePushedAt: minutesAgo(900) }, { imageTags: ['v8'], imagePushedAt: minutesAgo(9) },
          ] },
    }));

    expect(first.id).toBe('image-not-found');
    expect(evidenceOf(first)).toContain('there is no image team/shop:v9; the newest tags are v8, v7');
  });

  test('whose repository is not there, or empty, says so', async () => {
    const gone = failing('RepositoryNotFoundException', 'The repository does not exist');
    const empty: Calls = { describeImages: async ({ imageIds }) => imageIds
      ? await failing('ImageNotFoundException', 'no image')()
      : {} };

    expect(evidenceOf((await diagnosesOf(task(`${REGISTRY}/shop:v9`, { describeImages: gone })))[0]))
      .toContain('there is no repository "shop"');
    expect(evidenceOf((await diagnosesOf(task(`${REGISTRY}/shop`, empty)))[0]))
      .toContain('there is no image shop:latest; the repository has none with a tag');
  });

  test('that is there leaves the rights as the cause', async () => {
    const [first] = await diagnosesOf(task(`${REGISTRY}/shop:v9`, exists));

    expect(first.id).toBe('image-forbidden');
    expect(evidenceOf(first)).toContain('shop:v9 exists, for amd64');
  });

  test.each([
    ['in the list of its platforms', INDEX, ''],
    ['in its configuration', SINGLE, '{"architecture":"amd64"}'],
  ])('says %s that it is built for another processor', async (_where, imageManifest, configuration) => {
    const asked: string[] = [];
    const [first] = await diagnosesOf(task(`${REGISTRY}/shop@sha256:${'ab'.repeat(32)}`, {
      ...exists, batchGetImage: async () => ({ images: [{ imageManifest }] }),
      getDownloadUrlForLayer: async () => ({ downloadUrl: 'https://layers.example.com/c0' }),
    }, { runtimePlatform: { cpuArchitecture: 'ARM64' } }), {
      download: async (url: string) => { asked.push(url); return configuration; },
    });

    expect(first.id).toBe('architecture');
    expect(evidenceOf(first)).toEqual(['shop@sha256:abababababab is built for amd64, and the task runs on arm64']);
    expect(asked).toEqual(configuration === '' ? [] : ['https://layers.example.com/c0']);
  });

  test('whose configuration cannot be read exists, and no more is said', async () => {
    const [first] = await diagnosesOf(task(`${REGISTRY}/shop:v9`, {
      ...exists, batchGetImage: async () => ({ images: [{ imageManifest: SINGLE }] }),
      getDownloadUrlForLayer: async () => ({}),
    }));

    expect(evidenceOf(first)).toContain('shop:v9 exists');
  });

  test.each(['public.ecr.aws/nginx/nginx:1.29', '111122223333.dkr.ecr.us-east-1.amazonaws.com/shop:v9', ''])(
    'is not asked for where it stands elsewhere: %s', async (image) => {
      // a call that nobody recorded would be an error.
      expect((await diagnosesOf(task(image, {})))[0].id).toBe('image-forbidden');
    });

  test('cannot be told without the right, and the right is named', async () => {
    const denied = failing('AccessDeniedException', 'is not authorized to perform: ecr:DescribeImages on resource: x');
    const { out, code } = await operate('doctor Shop', task(`${REGISTRY}/shop:v9`, { describeImages: denied }));

    expect(out).toContain('not shown without: ecr:DescribeImages');
    expect(out).toContain('may not pull the image');
    expect(code).toBe(1);
  });
});

describe('a quota that is used up', () => {
  const LIMIT = '(service Shop-Web-1) was unable to place a task. Reason: You\'ve reached the limit on the number of '
    + 'vCPUs you can run concurrently.';
  const asked: string[] = [];
  const getServiceQuota: Calls['getServiceQuota'] = async ({ ServiceCode, QuotaCode }) => {
    asked.push(`${ServiceCode} ${QuotaCode}`);
    return QuotaCode === 'L-36FBB829'
      ? await failing('NoSuchResourceException', 'The request failed because the specified quota does not exist.')()
      : { Quota: { QuotaName: `Quota ${QuotaCode}`, Value: 6 } };
  };
  beforeEach(() => { asked.length = 0; });

  test('of Fargate is named with its value, and one that a Region lacks is not', async () => {
    const [first] = await diagnosesOf({ ...event(LIMIT), getServiceQuota });

    expect(asked).toEqual(['fargate L-3032A538', 'fargate L-36FBB829']);
    expect(evidenceOf(first)).toEqual([LIMIT, 'Quota L-3032A538: 6']);
  });

  test.each([
    ['of instances', group('Failed', 'At 12:00 an instance was started.', 'You have requested more vCPU capacity than '
    + 'your current vCPU limit of 32 allows'), ['ec2 L-1216C47A', 'ec2 L-34B43A08']],
    ['of addresses', stackFailed('ROLLBACK_COMPLETE', ['AWS::EC2::EIP', 'Address', 'The maximum number of addresses '
    + 'has been reached. (Service: Ec2, Status Code: 400, AddressLimitExceeded)']), ['ec2 L-0263D0A3']],
    ['of VPCs', stackFailed('ROLLBACK_COMPLETE', ['AWS::EC2::VPC', 'Vpc', 'The maximum number of VPCs has been '
    + 'reached. (VpcLimitExceeded)']), ['vpc L-F678F1CE']],
    ['of databases', stackFailed('ROLLBACK_COMPLETE', ['AWS::RDS::DBInstance', 'Orders', 'InstanceQuotaExceeded: Your '
    + 'account has reached its quota']), ['rds L-7B6409FD']],
  ])('is asked for: one %s', async (_what, calls, codes) => {
    expect((await diagnosesOf({ ...calls, getServiceQuota }))[0].id).toBe('quota');
    expect(asked).toEqual(codes);
  });

  test('is not asked for where nothing says so', async () => {
    await diagnosesOf({ ...event('(service Shop-Web-1) is unable to consistently start tasks.'), getServiceQuota });

    expect(asked).toEqual([]);
  });

  test('is a cause without its value if the right is missing', async () => {
    const denied = failing('AccessDeniedException', 'User is not authorized to perform: servicequotas:GetServiceQuota');
    const { out } = await operate('doctor Shop', { ...event(LIMIT), getServiceQuota: denied });

    expect(out).toContain('a quota of the account is used up');
    expect(out).toContain('not shown without: servicequotas:GetServiceQuota');
  });
});

describe('security groups between a load balancer and tasks', () => {
  const letsIn = { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: id('BalancerGroup') };
  const letsNothingOut = [{ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 }];
  const letsOut = { Type: 'AWS::EC2::SecurityGroupEgress', Properties: {
    GroupId: id('BalancerGroup'), DestinationSecurityGroupId: id('TaskGroup'), IpProtocol: 'tcp', FromPort: 8080,
    ToPort: 8080,
  } };

  test.each([
    ['no rule at all', {}, 'in'],
    ['a rule for another port', { TaskGroup: securityGroup({
      SecurityGroupIngress: [{ ...letsIn, FromPort: 80, ToPort: 80 }],
    }) }, 'in'],
    ['a rule for another group', { TaskGroup: securityGroup({
      SecurityGroupIngress: [{ ...letsIn, SourceSecurityGroupId: id('TaskGroup') }],
    }) }, 'in'],
    ['a load balancer that lets nothing out', {
      TaskGroup: securityGroup({ SecurityGroupIngress: [letsIn] }),
      BalancerGroup: securityGroup({ SecurityGroupEgress: letsNothingOut }),
    }, 'out'],
  ])('are the cause with %s', async (_what, resources, way) => {
    const [first] = await diagnosesOf(behindBalancer(resources));

    expect(first.id).toBe('security-group');
    expect(first.cause).toBe('security groups are closed between Web/Balancer and Web on port 8080: no rule lets '
      + `requests ${way}`);
  });

  test.each([
    ['with a rule in the group', { TaskGroup: securityGroup({ SecurityGroupIngress: [letsIn] }) }],
    ['with a rule of its own', { In: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: {
      GroupId: id('TaskGroup'), ...letsIn, FromPort: 8000, ToPort: 9000,
    } } }],
    ['with rules for both ways', {
      TaskGroup: securityGroup({ SecurityGroupIngress: [letsIn] }), Out: letsOut,
      BalancerGroup: securityGroup({ SecurityGroupEgress: letsNothingOut }),
    }],
    ['for everything', { TaskGroup: securityGroup({
      SecurityGroupIngress: [{ IpProtocol: '-1', CidrIp: '10.0.0.0/16' }],
    }) }],
    ['for a group that is not known here', { TaskGroup: securityGroup({
      SecurityGroupIngress: [{ ...letsIn, SourceSecurityGroupId: 'sg-0123' }],
    }) }],
  ])('are not the cause %s', async (_what, resources) => {
    expect((await diagnosesOf(behindBalancer(resources)))[0].id).toBe('health-timeout');
  });

  test('are not judged where one is not in the templates', async () => {
    expect((await diagnosesOf(behindBalancer({}, 'sg-0123')))[0].id).toBe('health-timeout');
  });

  test('are not judged while targets answer', async () => {
    const healthy = { ...behindBalancer({}), describeTargetHealth: undefined };
    delete healthy.describeTargetHealth;

    expect(await diagnosesOf(healthy)).toEqual([]);
  });
});

describe('a task that reaches nothing', () => {
  const endpoint = (name: string, vpc = 'Vpc') => ({ Type: 'AWS::EC2::VPCEndpoint', Properties: {
    VpcId: { Ref: vpc }, ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, `.${name}`]] },
  } });
  const endpoints = (vpc?: string) => Object.fromEntries(['ecr.api', 'ecr.dkr', 'logs', 's3'].map((name, i) =>
    [`Endpoint${i}`, endpoint(name, vpc)]));
  const internet = { GatewayId: { Ref: 'Gateway' } };
  const otherVpc = { Other: { Type: 'AWS::EC2::VPC' } };

  test.each<[what: string, calls: Calls, words: string]>([
    ['in a public subnet with an address', unreachable(internet, 'ENABLED'),
      'the subnets of Web lead to an internet gateway, and its tasks have public addresses: look at the network ACL'],
    ['in a public subnet without an address', unreachable(internet, 'DISABLED'),
      'the subnets of Web lead to an internet gateway, but its tasks have no public address'],
    ['behind a NAT gateway', unreachable({ NatGatewayId: { Ref: 'Nat' } }, 'DISABLED'),
      'the subnets of Web lead to a NAT gateway: look at its state'],
    ['behind a transit gateway', unreachable({ TransitGatewayId: 'tgw-1' }, 'DISABLED'),
      'the subnets of Web lead to a transit gateway'],
    ['without a route', unreachable(undefined, 'DISABLED'),
      'have no route to the internet, and the VPC has no endpoint for ecr.api, ecr.dkr, logs, s3'],
    ['without a route, also with an address', unreachable(undefined, 'ENABLED', { Endpoint: endpoint('ecr.dkr') }),
      'have no route to the internet, and the VPC has no endpoint for ecr.api, logs, s3'],
    ['without a route, with endpoints', unreachable(undefined, 'DISABLED', endpoints()),
      'have no route to the internet, but the VPC has endpoints for ECR, logs and S3: look at the security group'],
    ['without a route, with endpoints of another VPC', unreachable(undefined, 'DISABLED', {
      ...otherVpc, ...endpoints('Other'),
    }), 'the VPC has no endpoint for ecr.api, ecr.dkr, logs, s3'],
  ])('%s: the route is the evidence', async (_what, calls, words) => {
    const [first] = await diagnosesOf(calls);

    expect(first.id).toBe('no-route');
    expect(evidenceOf(first)).toHaveLength(2);
    expect(evidenceOf(first)[1]).toContain(words);
  });

  test('in subnets that are in no template: no endpoint is missed where tasks have addresses', async () => {
    const withVpc: Calls = { listStackResources: async () => ({ StackResourceSummaries: [{
      ResourceType: 'AWS::EC2::VPC', LogicalResourceId: 'Vpc', PhysicalResourceId: 'vpc-1',
      LastUpdatedTimestamp: minutesAgo(9), ResourceStatus: 'CREATE_COMPLETE',
    }, {
      ResourceType: 'AWS::ECS::Service', LogicalResourceId: 'WebService', PhysicalResourceId: SERVICE,
      LastUpdatedTimestamp: minutesAgo(9), ResourceStatus: 'CREATE_COMPLETE',
    }] }) };
    const elsewhere = { Subnet: { Type: 'AWS::EC2::RouteTable' } };

    expect(evidenceOf((await diagnosesOf({ ...unreachable(internet, 'ENABLED', elsewhere), ...withVpc }))[0]))
      .toHaveLength(1);
    expect(evidenceOf((await diagnosesOf({ ...unreachable(internet, 'DISABLED', elsewhere), ...withVpc }))[0])[1])
      .toBe('the VPC has no NAT gateway, and no endpoint for ecr.api, ecr.dkr, logs, s3');
  });
});
