// R-DB-5, R-LB-4: teams have stacks of their own; what is shared must not know who shares it.
import { App, Stack } from 'aws-cdk-lib';
import {
  DatabaseCredentials, Deployment, FargateService, Ingress, Network, Pooling, PostgresDatabase, Profile, ServiceImage,
  WebLoadBalancer,
  type PostgresDatabaseProps,
} from '../../src';
import { HostedZone } from 'aws-cdk-lib/aws-route53';

const VARIANTS: readonly (readonly [string, Profile, Partial<PostgresDatabaseProps>])[] = [
  ['a password that RDS manages', Profile.PRODUCTION, {}],
  ['a generated password, replicas and a proxy', Profile.PRODUCTION, {
    credentials: DatabaseCredentials.generated(), readReplicas: 1, pooling: Pooling.rdsProxy(),
  }],
  ['keys of its own', Profile.REGULATED, { credentials: DatabaseCredentials.generated() }],
];

interface Stacks {
  readonly app: App;
  readonly platform: Stack;
  readonly data: Stack;
  readonly consumers: readonly Stack[];
}

function threeStacks(
  profile: Profile, props: Partial<PostgresDatabaseProps>, deployment = Deployment.rolling(),
): Stacks {
  const app = new App();
  profile.applyTo(app);
  const platform = new Stack(app, 'Platform');
  const hostedZone = HostedZone.fromHostedZoneAttributes(platform, 'Zone', {
    hostedZoneId: 'Z1', zoneName: 'example.com',
  });
  const { vpc } = new Network(platform, 'Network');
  const edge = new WebLoadBalancer(platform, 'Edge', { vpc, domainName: '*.example.com', hostedZone });
  const data = new Stack(app, 'Warehouse');
  const database = new PostgresDatabase(data, 'Database', { vpc, ...props });
  const consumers = ['Orders', 'Search'].map((name, i) => {
    const stack = new Stack(app, name);
    const service = new FargateService(stack, 'Web', {
      vpc,
      image: ServiceImage.managedRepository({ tag: '1' }),
      ingress: Ingress.route(edge, { hosts: [`${name.toLowerCase()}.example.com`] }),
      deployment,
    });
    // both ways to the database: the whole application, and its identity alone.
    if (i === 0) service.connectTo(database);
    else {
      service.connections.allowToDefaultPort(database);
      database.grantAccess(service);
    }
    return stack;
  });
  return { app, platform, data, consumers };
}

const namesIn = (app: App, stack: Stack, others: readonly Stack[]) => {
  const template = JSON.stringify(app.synth().getStackByName(stack.stackName).template);
  return others.map(({ stackName }) => stackName)
    .filter((name) => template.includes(`${name}:`) || template.includes(`"${name}`) || template.includes(`/${name}/`));
};

describe.each(VARIANTS)(
  'a database with %s, two services and a load balancer in stacks of their own',
  (_, profile, props) => {
    const { app, platform, data, consumers } = threeStacks(profile, props);

    test('make no cycle', () => {
      expect(() => app.synth()).not.toThrow();
      expect(platform.dependencies).toEqual([]);
      expect(data.dependencies).toEqual([platform]);
      for (const consumer of consumers) expect(new Set(consumer.dependencies)).toEqual(new Set([platform, data]));
    });

    test('the shared stacks name no consumer', () => {
      expect(namesIn(app, data, consumers)).toEqual([]);
      expect(namesIn(app, platform, [data, ...consumers])).toEqual([]);
    });

    test('the check of names sees a consumer that names what it uses', () => {
      expect(namesIn(app, consumers[0], [platform, data])).toEqual(['Platform', 'Warehouse']);
    });
  },
);

test('services that shift traffic share a load balancer without a cycle', () => {
  const { app, platform, consumers } = threeStacks(Profile.PRODUCTION, {}, Deployment.canary());

  expect(() => app.synth()).not.toThrow();
  expect(namesIn(app, platform, consumers)).toEqual([]);
});
