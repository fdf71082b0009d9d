import { widthOf, type Box, type Shape, type TextShape } from '../../src/diagram/drawing/shapes';

const GROUP = 'AWS::EC2::SecurityGroup';
const list = (count: number, at: (i: number) => string) => Array.from({ length: count }, (_, i) => ({ Ref: at(i) }));
const group = (id: string) => ({ 'Fn::GetAtt': [id, 'GroupId'] });
const opening = (port: number, ...sources: string[]) => ({
  Type: GROUP, Properties: { SecurityGroupIngress: sources.map((source) => ({
    FromPort: port, ToPort: port,
    ...source === '*' ? { CidrIp: '0.0.0.0/0' } : { SourceSecurityGroupId: group(source) },
  })) },
});

/** An app with some zones and some services behind one load balancer; all of them use all stores. */
export function anApp(zones: number, services: number, most = 10) {
  const subnets = list(zones, (i) => `Subnet${i}`);
  const names = Array.from({ length: services }, (_, i) => `TheServiceWithTheNumber${i + 1}`);
  return { Resources: {
    ...Object.fromEntries(subnets.map(({ Ref }, i) => [Ref, {
      Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: `eu-west-1${'abcd'[i]}` },
    }])),
    ...Object.fromEntries(subnets.map((subnet, i) => [`Nat${i}`, {
      Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: subnet },
    }])),
    Web: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {
        Subnets: subnets, SecurityGroups: [group('WebGroup')], Scheme: 'internet-facing',
      },
    },
    WebGroup: opening(443, '*'),
    ...Object.assign({}, ...names.map((name) => service(name, subnets, most))) as object,
    Database: {
      Type: 'AWS::RDS::DBInstance', Properties: {
        Engine: 'postgres', DBInstanceClass: 'db.m7g.large', MultiAZ: true, AllocatedStorage: 100, StorageType: 'gp3',
        VPCSecurityGroups: [group('DatabaseGroup')],
      },
    },
    DatabaseGroup: opening(5432, ...names.map((name) => `${name}Group`)),
    Cache: {
      Type: 'AWS::ElastiCache::ReplicationGroup', Properties: {
        Engine: 'valkey', CacheNodeType: 'cache.m7g.large', NumCacheClusters: 2,
        SecurityGroupIds: [group('CacheGroup')],
      },
    },
    CacheGroup: opening(6379, ...names.map((name) => `${name}Group`)),
    Jobs: { Type: 'AWS::SQS::Queue' },
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint', Properties: {
        ServiceName: 'com.amazonaws.eu-west-1.ecr.api', VpcEndpointType: 'Interface', SubnetIds: subnets,
      },
    },
  } };
}

function service(name: string, subnets: readonly object[], most: number): object {
  return {
    [name]: {
      Type: 'AWS::ECS::Service', Properties: {
        LaunchType: 'FARGATE', TaskDefinition: { Ref: `${name}Task` },
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets, SecurityGroups: [group(`${name}Group`)] } },
      },
    },
    [`${name}Group`]: opening(8080, 'WebGroup'),
    [`${name}Role`]: { Type: 'AWS::IAM::Role', Properties: {} },
    [`${name}Task`]: { Type: 'AWS::ECS::TaskDefinition', Properties: {
      Cpu: 512, Memory: 1024, TaskRoleArn: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
    } },
    [`${name}Target`]: { Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: {
      MinCapacity: 2, MaxCapacity: most, ResourceId: { 'Fn::Sub': `service/x/\${${name}.Name}` },
    } },
    [`${name}Rights`]: { Type: 'AWS::IAM::Policy', Properties: {
      Roles: [{ Ref: `${name}Role` }],
      PolicyDocument: { Statement: [{
        Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'], Resource: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
      }] },
    } },
  };
}

/** Texts that cover each other, or that end outside of the picture. */
export function badTexts(shapes: readonly Shape[], { width, height }: { width: number; height: number }): string[] {
  const texts = shapes.filter((shape): shape is TextShape => shape.kind === 'text')
    .map((text) => ({ text, box: boxOf(text) }));
  return texts.flatMap(({ text, box }, i) => [
    ...box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height
      ? [`outside: ${text.words}`]
      : [],
    ...texts.slice(i + 1).filter((other) => overlap(box, other.box))
      .map((other) => `${text.words} / ${other.text.words}`),
  ]);
}

/** What a text covers: less high than its line, because letters are. */
function boxOf({ x, y, words, size, anchor = 'start', bold }: TextShape): Box {
  const width = widthOf(words, size) * (bold ? 1.12 : 1);
  return { x: x - { start: 0, middle: width / 2, end: width }[anchor], y: y - size * 0.8, width, height: size };
}

export function overlap(one: Box, other: Box): boolean {
  return one.x < other.x + other.width - 0.5 && other.x < one.x + one.width - 0.5
    && one.y < other.y + other.height - 0.5 && other.y < one.y + one.height - 0.5;
}
