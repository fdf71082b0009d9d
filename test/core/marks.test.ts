import { App, Duration, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  AwsService, FargateService, Ingress, OperationsTopic, PostgresDatabase, Profile, ServiceImage, WebLoadBalancer,
  type SharedIngressOptions,
} from '../../src';
import { Mark } from '../../src/core';
import { secondCopy } from '../support/second-copy';

describe('a mark', () => {
  const construct = new Construct(new Stack(new App(), 'Stack'), 'Construct');

  test('is found on the construct that it was set on, and on no other', () => {
    const mark = new Mark<string>('test-found');
    mark.set(construct, 'note');

    expect(mark.get(construct)).toBe('note');
    expect(mark.get(construct.node.scope!)).toBeUndefined();
  });

  test('can be replaced', () => {
    const mark = new Mark<number>('test-replaced');
    mark.set(construct, 1);
    mark.set(construct, 2);

    expect(mark.get(construct)).toBe(2);
  });

  test('of another name is another mark', () => {
    new Mark<string>('test-one').set(construct, 'note');

    expect(new Mark<string>('test-other').get(construct)).toBeUndefined();
  });
});

describe('two copies of the library in one app', () => {
  const other = secondCopy();

  test('are two copies', () => {
    expect(other.Profile).not.toBe(Profile);
  });

  test('know the profile that either has applied', () => {
    const app = new App();
    other.Profile.DEVELOPMENT.applyTo(app);

    expect(Profile.of(app).name).toBe('development');
    expect(() => Profile.DEVELOPMENT.applyTo(app)).not.toThrow();
    expect(() => Profile.STAGING.applyTo(app)).toThrow('a profile must be applied before');
  });

  test('keep the backups of a database in production, whichever has applied the profile', () => {
    const stack = new Stack(new App(), 'Stack');
    other.Profile.PRODUCTION.applyTo(stack);
    const props = { vpc: new Vpc(stack, 'Vpc'), backup: { retention: Duration.days(0) } };

    expect(() => new PostgresDatabase(stack, 'Database', props)).toThrow(
      '"backup.retention" must be whole days from 1',
    );
  });

  test('report to the topic that either was given', () => {
    const stack = new Stack(new App(), 'Stack');
    const topic = new Topic(stack, 'Topic');
    other.OperationsTopic.use(stack, topic);

    expect(OperationsTopic.of(stack)).toBe(topic);
  });

  test('know the endpoints that either was told of', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['a', 'b'], isolatedSubnetIds: ['s-1', 's-2'],
    });
    const repository = Repository.fromRepositoryName(stack, 'Repository', 'shop');
    const create = () => new FargateService(stack, 'Shop', {
      vpc, image: ServiceImage.fromRepository(repository, '1'),
    });
    expect(create).toThrow('VPC endpoints for ecr.api, ecr.dkr, logs, s3');
    stack.node.tryRemoveChild('Shop');

    other.Network.declareEndpoints(vpc, [
      AwsService.ECR_API, AwsService.ECR_DOCKER, AwsService.LOGS, AwsService.S3,
    ]);

    expect(create).not.toThrow();
  });

  describe('behind one load balancer', () => {
    function behindOne(first: SharedIngressOptions, second: SharedIngressOptions): () => unknown {
      const stack = new Stack(new App(), 'Stack');
      const vpc = new Vpc(stack, 'Vpc');
      const edge = new WebLoadBalancer(stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP });
      const image = 'public.ecr.aws/nginx/nginx:1.27.3';
      new other.FargateService(stack, 'Shop', {
        vpc, image: other.ServiceImage.fromRegistry(image), ingress: other.Ingress.route(edge as never, first),
      });
      return () => new FargateService(stack, 'Search', {
        vpc, image: ServiceImage.fromRegistry(image), ingress: Ingress.route(edge, second),
      });
    }

    test('give no priority twice', () => {
      expect(behindOne({ paths: ['/a'], priority: 10 }, { paths: ['/b'], priority: 10 })).toThrow(
        'Stack/Search (FargateService) has an invalid prop:\n'
        + '  "ingress.priority" must be unique on the listener, and Stack/Shop has the same, got 10',
      );
    });

    test('take no request twice', () => {
      expect(behindOne({ paths: ['/a'] }, { paths: ['/a'] })).toThrow('must differ from those of Stack/Shop');
    });

    test('make no second record of a name', () => {
      const zone = HostedZone.fromHostedZoneAttributes(new Stack(new App(), 'Zones'), 'Zone', {
        hostedZoneId: 'Z1', zoneName: 'example.com',
      });
      const domain = { domainName: 'shop.example.com', hostedZone: zone };

      expect(behindOne({ ...domain, paths: ['/a'] }, { ...domain, paths: ['/b'] })).toThrow(
        '"ingress.domainName" must have one DNS record, and Stack/Shop makes it',
      );
    });
  });
});
