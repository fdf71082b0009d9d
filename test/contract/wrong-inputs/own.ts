// what the app makes itself, but in another stage or account, or what it has twice by two imports.
import { Duration, PropertyInjectors, Stack, Stage, type Environment } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, ApplicationTargetGroup, ListenerAction,
  ListenerCondition,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { HostedZone, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import {
  AccessLogs, BucketBackend, BucketRights, DatabaseCredentials, Deployment, ExistingBackend, Firewall, Ingress,
  JobSchedule, Monitoring, Notification, OperationsTopic, PostgresDatabase, QueueBackend, QueueRights, ScheduledJob,
  ServiceImage, TopicBackend, TrafficSplit, ValkeyCache, WebLoadBalancer, WorkQueue,
} from '../../../src';
import { THREE_TIERS } from '../../support/stacks';
import { arn, OTHER_ACCOUNT, type Company, type ValidInput, type WrongInput } from '../../support/wrong-inputs';

const SHOP = 'Stack/Shop (FargateService)';
const HERE = { account: '111122223333', region: 'eu-west-1' };
const OURS = 'be made in the app outside of its stages, or imported';
const STAGE = 'one of the stage Test';
const ACCOUNT = 'be made in the account 111122223333 of the stack, or imported';

/** A stack of another stage. */
const staged = ({ app }: Company, env: Environment = HERE): Stack =>
  new Stack(new Stage(app, 'Test'), 'Stack', { env });
const other = (company: Company): Stack => company.elsewhere({ account: OTHER_ACCOUNT });
const secretIn = (stack: Stack) => new Secret(stack, 'Secret', { secretName: 'shop/code' });
const bucketIn = (stack: Stack) => new Bucket(stack, 'Bucket', { bucketName: 'of-the-company' });
const vpcIn = (stack: Stack) => new Vpc(stack, 'Vpc', THREE_TIERS);
const groupIn = (stack: Stack) => new SecurityGroup(stack, 'Group', { vpc: vpcIn(stack) });
const reads = (bucket: (company: Company) => Bucket) => (company: Company) =>
  new BucketBackend(company.stack, 'Backend', { bucket: bucket(company), rights: BucketRights.READ });
const withSecret = (place: (company: Company) => Stack) => (company: Company) =>
  company.service({ secrets: { CODE: TaskSecret.fromSecretsManager(secretIn(place(company))) } });

const theirs = (company: Company, id: string) => {
  const loadBalancer = new ApplicationLoadBalancer(company.stack, id, { vpc: company.vpc });
  return { loadBalancer, listener: loadBalancer.addListener('Http', {
    port: 80, defaultAction: ListenerAction.fixedResponse(404),
  }) };
};
const groupOf = (company: Company, listener: ApplicationListener) => {
  const group = new ApplicationTargetGroup(company.stack, 'Group', { vpc: company.vpc, port: 80 });
  listener.addTargetGroups('More', {
    targetGroups: [group], priority: 7, conditions: [ListenerCondition.pathPatterns(['/old'])],
  });
  return group;
};
const splitOn = (company: Company, { loadBalancer, listener }: ReturnType<typeof theirs>) =>
  TrafficSplit.existing(company.stack, 'Split', { loadBalancer, listener, paths: ['/x'] });
const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';

const importedLoadBalancer = ({ stack }: Company) =>
  ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Theirs', {
    loadBalancerArn: `${ELB}:loadbalancer/app/theirs/1`, securityGroupId: 'sg-0123456789abcdef0',
  });
const importedListener = ({ stack }: Company, id: string) =>
  ApplicationListener.fromApplicationListenerAttributes(stack, id, {
    listenerArn: `${ELB}:listener/app/theirs/1/2`,
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, `${id}Entrance`, 'sg-0123456789abcdef0'),
  });

/** Refused, with the words of what is right. */
export const OWN_WRONG: readonly WrongInput[] = [
  ['a VPC of another stage', (c) => c.service({ vpc: vpcIn(staged(c)) }), SHOP, 'vpc', OURS, STAGE],
  ['a VPC outside of the stages', (c) => new PostgresDatabase(staged(c), 'Database', { vpc: c.vpc }),
    'Test/Stack/Database (PostgresDatabase)', 'vpc', 'be made in the stage Test', 'one of the app outside'],
  ['a database of another stage', (c) => {
    const stack = staged(c);
    c.service().connectTo(new PostgresDatabase(stack, 'Database', { vpc: vpcIn(stack) }));
  }, SHOP, 'backend', OURS, STAGE],
  ['a load balancer of another stage', (c) => {
    const stack = staged(c);
    const edge = new WebLoadBalancer(stack, 'Edge', { vpc: vpcIn(stack), protocol: ApplicationProtocol.HTTP });
    c.service({ ingress: Ingress.route(edge, { paths: ['/x'] }) });
  }, SHOP, 'ingress.loadBalancer', OURS, STAGE],
  ['a cluster of another stage', (c) => {
    const stack = staged(c);
    c.service({ cluster: new Cluster(stack, 'Cluster', { vpc: vpcIn(stack) }) });
  }, SHOP, 'cluster', OURS, STAGE],
  ['a certificate of another stage', (c) => c.https({
    certificate: new Certificate(staged(c), 'Certificate', { domainName: 'shop.example.com' }),
  }), SHOP, 'ingress.certificate', OURS, STAGE],
  ['a zone of another stage', (c) => c.https({
    hostedZone: new PublicHostedZone(staged(c), 'Zone', { zoneName: 'example.com' }),
  }), SHOP, 'ingress.hostedZone', OURS, STAGE],
  ['a key of another stage', (c) => c.cache({ encryptionKey: new Key(staged(c), 'Key') }),
    'Stack/Cache (ValkeyCache)', 'encryptionKey', OURS, STAGE],
  ['a secret of another stage', withSecret((c) => staged(c)), SHOP, 'secrets.CODE', OURS, STAGE],
  ['a bucket of another stage', reads((c) => bucketIn(staged(c))), 'Stack/Backend (BucketBackend)', 'bucket', OURS],
  ['a log bucket of another stage', (c) => c.http({
    loadBalancer: { accessLogs: AccessLogs.toBucket(bucketIn(staged(c))) },
  }), SHOP, 'ingress.loadBalancer.accessLogs.bucket', OURS, STAGE],
  ['a topic of another stage', (c) => {
    OperationsTopic.use(c.stack, new Topic(staged(c), 'Topic'));
    c.http();
  }, 'Stack/Shop/Rollback (OperationsTopic.use)', 'topic', OURS, STAGE],
  ['a service of another stage', (c) => new ScheduledJob(staged(c), 'Job', {
    service: c.service(), schedule: JobSchedule.every(Duration.hours(1)), command: ['x'],
  }), 'Test/Stack/Job (ScheduledJob)', 'service', 'be made in the stage Test', 'one of the app outside'],
  ['a secret that the app makes in another account', withSecret(other), SHOP, 'secrets.CODE', ACCOUNT, OTHER_ACCOUNT],
  ['a bucket that the app makes in another account', reads((c) => bucketIn(other(c))),
    'Stack/Backend (BucketBackend)', 'bucket', ACCOUNT, OTHER_ACCOUNT],
  ['a queue that the app makes in another account', (c) => new QueueBackend(c.stack, 'Backend', {
    queue: new Queue(other(c), 'Queue', { queueName: 'mails' }), rights: QueueRights.SEND,
  }), 'Stack/Backend (QueueBackend)', 'queue', ACCOUNT, OTHER_ACCOUNT],
  ['a topic that the app makes in another account', (c) => new TopicBackend(c.stack, 'Backend', {
    topic: new Topic(other(c), 'Topic', { topicName: 'mails' }),
  }), 'Stack/Backend (TopicBackend)', 'topic', ACCOUNT, OTHER_ACCOUNT],
  ['a bucket of another partition', (c) => new BucketBackend(c.stack, 'Backend', {
    bucket: Bucket.fromBucketArn(c.stack, 'Bucket', 'arn:aws-cn:s3:::theirs'), rights: BucketRights.READ,
  }), 'Stack/Backend (BucketBackend)', 'bucket', 'be in the partition aws of the stack', 'aws-cn'],
  ['a log bucket of another partition', (c) => c.http({ loadBalancer: {
    accessLogs: AccessLogs.toBucket(Bucket.fromBucketArn(c.stack, 'Bucket', 'arn:aws-cn:s3:::theirs')),
  } }), SHOP, 'ingress.loadBalancer.accessLogs.bucket', 'be in the partition aws of the stack', 'aws-cn'],
  ['a target group that another load balancer has', (c) =>
    splitOn(c, theirs(c, 'New')).addTargetGroup(groupOf(c, theirs(c, 'Old').listener), 90),
  'Stack/Split (TrafficSplit.addTargetGroup)', 'targetGroup', 'be of no other load balancer than Stack/New',
  'Stack/Group, which Stack/Old/Http has', 'TrafficSplit.existing'],
  ['a target group of another load balancer, for a split of the library', (c) => new TrafficSplit(c.stack, 'Split', {
    loadBalancer: c.sharedEdge(), paths: ['/x'],
  }).addTargetGroup(groupOf(c, theirs(c, 'Old').listener), 90), 'Stack/Split (TrafficSplit.addTargetGroup)',
  'targetGroup', 'be of no other load balancer than Stack/Edge/LoadBalancer'],
  ['a repository of another stage', (c) => c.service({
    image: ServiceImage.fromRepository(new Repository(staged(c), 'Repository'), '1.4.2'),
  }), SHOP, 'image.repository', OURS, STAGE],
  ['a web ACL of another stage', (c) => c.http({ loadBalancer: {
    firewall: Firewall.existing(new CfnWebACL(staged(c), 'Acl', {
      defaultAction: { allow: {} }, scope: 'REGIONAL',
      visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'x', sampledRequestsEnabled: true },
    }).attrArn),
  } }), SHOP, 'ingress.loadBalancer.firewall.webAclArn', OURS, STAGE],
  ['a group of another stage that admits a service', (c) => new ExistingBackend(c.stack, 'Backend', {
    port: 5432, environmentPrefix: 'DB',
    admittedBy: groupIn(staged(c)),
  }), 'Stack/Backend (ExistingBackend)', 'admittedBy.connections.securityGroups[0]', OURS, STAGE],
  ['a secret of another stack for a database', (c) => c.database({ credentials: DatabaseCredentials.fromSecret(
    new Secret(c.elsewhere(), 'Secret'), { userName: 'app' },
  ) }), 'Stack/Database (PostgresDatabase)', 'credentials.secret', 'be made in Stack, the stack of the database',
  'StackElsewhere/Secret'],
  ['the listener of the users for testers, by a second import', (c) => c.service({
    ingress: Ingress.existing(importedLoadBalancer(c), importedListener(c, 'One'), { hosts: ['shop.example.com'] }),
    deployment: Deployment.blueGreen({ testTraffic: { listener: importedListener(c, 'Two') } }),
  }), SHOP, 'deployment.testTraffic.listener', 'be another listener than that of the users', 'Stack/Two'],
  ['one name in a zone that is imported twice, with and without its path', (c) => {
    for (const [id, start] of [['One', ''], ['Two', '/hostedzone/']]) {
      c.https({ hostedZone: HostedZone.fromHostedZoneAttributes(c.stack, `${id}Zone`, {
        hostedZoneId: `${start}Z0123456789ABCDEFGHIJ`, zoneName: 'example.com',
      }) }, {}, id);
    }
  }, 'Stack/Two (FargateService)', 'ingress.domainName', 'have one DNS record, and Stack/One'],
  ['one alarm by its name and by its ARN', (c) => c.service({ deployment: Deployment.rolling({ rollbackAlarms: [
    Alarm.fromAlarmArn(c.stack, 'One', arn('cloudwatch', 'alarm:errors')),
    Alarm.fromAlarmName(c.stack, 'Two', 'errors'),
  ] }) }), SHOP, 'deployment.rollbackAlarms[1]', 'be given once', 'Stack/Two'],
];

/** Taken: the same things by an import, in the same stage, or of a known name. */
export const OWN_VALID: readonly ValidInput[] = [
  ['everything in one stage', (c) => {
    const stack = staged(c);
    const inside = new Stack(Stage.of(stack)!, 'Data', { env: HERE });
    const vpc = vpcIn(inside);
    return [new PostgresDatabase(stack, 'Database', { vpc }), new ValkeyCache(stack, 'Cache', {
      vpc, encryptionKey: new Key(inside, 'Key'),
    })];
  }],
  ['a VPC that was imported in another stage', (c) => c.service({
    vpc: Vpc.fromVpcAttributes(staged(c), 'Theirs', {
      vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      privateSubnetIds: ['subnet-1', 'subnet-2'],
    }),
  })],
  ['a log bucket that another stage makes in another account', (c) => c.http({ loadBalancer: {
    accessLogs: AccessLogs.toBucket(bucketIn(staged(c, { ...HERE, account: OTHER_ACCOUNT }))),
  } })],
  ['a key that the app makes in another account', (c) => c.database({
    encryptionKey: new Key(other(c), 'Key', { alias: 'shop' }),
    credentials: DatabaseCredentials.managedByRds(),
  })],
  ['a bucket of another account by its ARN', (c) => new BucketBackend(c.stack, 'Backend', {
    bucket: Bucket.fromBucketArn(c.stack, 'Bucket', 'arn:aws:s3:::theirs'), rights: BucketRights.READ,
  })],
  ['a secret of another account by its ARN', (c) => c.service({ secrets: {
    CODE: TaskSecret.fromSecretsManager(Secret.fromSecretCompleteArn(
      c.stack, 'Secret', arn('secretsmanager', 'secret:x-abcdef', { account: OTHER_ACCOUNT }),
    )),
  } })],
  ['a queue of a stack of the same account', (c) => new QueueBackend(c.stack, 'Backend', {
    queue: new Queue(c.elsewhere(), 'Queue'), rights: QueueRights.SEND,
  })],
  ['a target group that no load balancer has yet', (c) => splitOn(c, theirs(c, 'New')).addTargetGroup(
    new ApplicationTargetGroup(c.stack, 'Group', { vpc: c.vpc, port: 80 }), 90,
  )],
  ['a target group of a second listener of the load balancer', (c) => {
    const one = theirs(c, 'New');
    const second = one.loadBalancer.addListener('Second', {
      port: 8080, protocol: ApplicationProtocol.HTTP, defaultAction: ListenerAction.fixedResponse(404),
    });
    splitOn(c, one).addTargetGroup(groupOf(c, second), 90);
  }],
  ['a target group of an imported listener', (c) => {
    const [loadBalancer, listener] = [importedLoadBalancer(c), importedListener(c, 'Listener')];
    TrafficSplit.existing(c.stack, 'Split', { loadBalancer, listener, paths: ['/x'] })
      .addTargetGroup(groupOf(c, listener as ApplicationListener), 90);
  }],
  ['two alarms of two names', (c) => c.service({ deployment: Deployment.rolling({ rollbackAlarms: [
    Alarm.fromAlarmName(c.stack, 'One', 'errors'), Alarm.fromAlarmName(c.stack, 'Two', 'latency'),
  ] }) })],
  ['a topic of yours for alarms', (c) => new Monitoring(c.stack, 'Monitoring', {
    subjects: [new WorkQueue(c.stack, 'Queue')], notifications: [Notification.topic(new Topic(c.stack, 'Topic'))],
  })],
  ['two backends that one group admits', (c) => {
    const service = c.service();
    for (const id of ['One', 'Two']) {
      service.connectTo(new ExistingBackend(c.stack, id, {
        port: 5432, environmentPrefix: id.toUpperCase(),
        admittedBy: SecurityGroup.fromSecurityGroupId(c.stack, `${id}Group`, 'sg-0123456789abcdef0'),
      }));
    }
  }],
  ['an app that closes every security group', (c) => {
    PropertyInjectors.of(c.stack).add({
      constructUniqueId: SecurityGroup.PROPERTY_INJECTION_ID,
      inject: (props) => ({ ...props, allowAllOutbound: false, allowAllIpv6Outbound: false }),
    });
    c.service().connectTo(new PostgresDatabase(c.stack, 'Database', { vpc: c.vpc }));
  }],
];
