// findings of the validators beside cdk-nag that stay, and why. .ci/validators.sh compares them with what is found.
import type { Listed } from './compare';
import type { Tool } from './finding';

const [DEV, STAGING, PROD, REG, PLAIN] = ['development', 'staging', 'production', 'regulated', 'plain CDK'];
const ALL = [DEV, STAGING, PROD, REG];
const EVERYWHERE = [...ALL, PLAIN];
const TEST = [DEV, STAGING];
const UNREGULATED = [DEV, STAGING, PROD];

const BUCKET = 'AWS::S3::Bucket';
const CLUSTER = 'AWS::ECS::Cluster';
const DATABASE = 'AWS::RDS::DBInstance';
const FUNCTION = 'AWS::Lambda::Function';
const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const LOG_GROUP = 'AWS::Logs::LogGroup';
const TASK = 'AWS::ECS::TaskDefinition';

const CHEAP = 'A standby doubles the price, and a test environment can wait for a restore. Set `multiAz: true`';
const GONE_WITH_ONE_COMMAND = 'A test environment must go away with one command';
const PLAIN_HTTP = 'The example asks for plain HTTP by name, because a preview has no domain. Use `Ingress.https`';
const ONE_MONTH = 'A month is enough to look into most incidents, and a year costs twelve times as much. Set '
  + '`retention` where a law or an auditor asks for a year; REGULATED keeps a year';
const OWN_KEYS = 'AWS encrypts it with its own keys; customer managed keys are part of REGULATED';
const CDK_FUNCTION = 'The function of the CDK behind a custom resource, called by CloudFormation at deployments only, '
  + 'never by requests';
const REPLICA = 'A replica takes it from its source; CloudFormation refuses the property on a replica';
const NOT_SEEN = 'False positive: the validator does not see that';

export const LISTED: readonly Listed[] = [
  ...rows('cfn-lint', [
    ['W3005', [
      'AWS::EC2::FlowLog', 'AWS::EC2::Instance', 'AWS::ECS::Service', FUNCTION, DATABASE, 'AWS::RDS::DBProxy',
      'AWS::Scheduler::Schedule', 'AWS::StepFunctions::StateMachine',
    ], EVERYWHERE, 'Style: the CDK writes `DependsOn` where a reference already gives the order; nothing changes'],
    ['W3010', ['AWS::EC2::Subnet'], EVERYWHERE,
      'A subnet must stay in its zone when the Region adds one: moving it would replace what stands in it'],
    ['W3010', ['AWS::EC2::Volume'], [DEV], 'A volume must stay in the zone that its data is in'],
    ['W3691', [DATABASE], EVERYWHERE,
      `${NOT_SEEN} RDS takes a major version alone and picks a minor version that it offers`],
    ['W3045', [BUCKET], [PLAIN], 'The bucket of the example is of the plain CDK'],
    ['E1022', ['AWS::IAM::ManagedPolicy', 'AWS::SSM::Parameter'], [PROD],
      `${NOT_SEEN} \`Fn::GetStackOutput\` is a function of CloudFormation`],
    ['E3720', [DATABASE], [PROD], `${REPLICA}, and its key encrypts it`],
  ]),
  ...rows('cloudformation-validate', [
    ['W3005', [
      'AWS::EC2::FlowLog', 'AWS::EC2::Instance', 'AWS::ECS::Service', FUNCTION, DATABASE, 'AWS::RDS::DBProxy',
      'AWS::Scheduler::Schedule', 'AWS::StepFunctions::StateMachine',
    ], EVERYWHERE, 'Style: the CDK writes `DependsOn` where a reference already gives the order; nothing changes'],
    ['W3010', ['AWS::EC2::Subnet'], EVERYWHERE,
      'A subnet must stay in its zone when the Region adds one: moving it would replace what stands in it'],
    ['W3010', ['AWS::EC2::Volume'], [DEV], 'A volume must stay in the zone that its data is in'],
    ['W3045', [BUCKET], [PLAIN], 'The bucket of the example is of the plain CDK'],
    ['W9002', ['AWS::ElasticLoadBalancingV2::ListenerRule'], [PROD],
      'The example brings a listener of another team, by its ARN'],
    ['W9013', ['AWS::ElasticLoadBalancingV2::ListenerRule', DATABASE], [PROD],
      'The example brings a listener and a key of another team, by their ARNs'],
  ]),
  ...rows('checkov', [
    ['CKV_AWS_2', [LISTENER], [DEV], PLAIN_HTTP],
    ['CKV_AWS_16', [DATABASE], [PROD], REPLICA],
    ['CKV_AWS_27', ['AWS::SQS::Queue'], [PROD, PLAIN],
      `${NOT_SEEN} \`SqsManagedSseEnabled\` encrypts the queue`],
    ['CKV_AWS_33', ['AWS::KMS::Key'], ALL, `${NOT_SEEN} the statement for everybody denies`],
    ['CKV_AWS_65', [CLUSTER], TEST, 'Container Insights is billed by metric and is on in production'],
    ['CKV_AWS_103', [LISTENER], [DEV, PLAIN], PLAIN_HTTP],
    ['CKV_AWS_111', ['AWS::IAM::ManagedPolicy'], [...UNREGULATED, PLAIN],
      'Session Manager, metrics and traces accept no resource; metrics go to one namespace only'],
    ['CKV_AWS_115', [FUNCTION], EVERYWHERE,
      `${CDK_FUNCTION}. Reserved concurrency would take from what other functions of the account share, and a new `
      + 'account has too little to reserve any'],
    ['CKV_AWS_116', [FUNCTION], EVERYWHERE,
      `${CDK_FUNCTION}. A failure is its answer to CloudFormation and fails the deployment`],
    ['CKV_AWS_117', [FUNCTION], EVERYWHERE,
      `${CDK_FUNCTION}. It calls Amazon EC2 or Amazon S3 only, and in a VPC without NAT it could not reach them`],
    ['CKV_AWS_118', [DATABASE], [DEV], 'Operating system metrics are billed as logs'],
    ['CKV_AWS_136', ['AWS::ECR::Repository'], UNREGULATED, `${OWN_KEYS}. The key of a repository cannot be changed`],
    ['CKV_AWS_157', [DATABASE], TEST, CHEAP],
    ['CKV_AWS_158', [LOG_GROUP], [...UNREGULATED, PLAIN], OWN_KEYS],
    ['CKV_AWS_260', ['AWS::EC2::SecurityGroup'], UNREGULATED,
      'A public load balancer answers on port 80 with a redirect to HTTPS. Set `tls: { redirectHttp: false }`'],
  ]),
  ...rows('Control Tower', [
    ['CT.AUTOSCALING.PR.1', [GROUP], [STAGING, PROD, PLAIN],
      `${NOT_SEEN} the subnets of the group lie in two zones or more`],
    ['CT.AUTOSCALING.PR.6', [GROUP], [STAGING, PROD, PLAIN],
      'With one type, a percentage of CPU means the same on every instance. `InstancePurchase` takes several types'],
    ['CT.CLOUDWATCH.PR.1', ['AWS::CloudWatch::Alarm'], [PROD, PLAIN],
      'The alarm of one signal acts only through the composite alarm of its subject, which pages once for all of them'],
    ['CT.CLOUDWATCH.PR.2', [LOG_GROUP], [...UNREGULATED, PLAIN], ONE_MONTH],
    ['CT.CLOUDWATCH.PR.3', [LOG_GROUP], [...UNREGULATED, PLAIN], OWN_KEYS],
    ['CT.EC2.PR.2', ['AWS::EC2::LaunchTemplate'], UNREGULATED,
      'The application runs in a container, one network hop further. Without containers the limit is one'],
    ['CT.EC2.PR.3', ['AWS::EC2::SecurityGroup'], [DEV],
      'The trial has no domain, so its second page listens on a port of its own'],
    ['CT.EC2.PR.8', ['AWS::EC2::Instance'], [DEV],
      `${NOT_SEEN} the subnet gives no public address by itself`],
    ['CT.EC2.PR.10', ['AWS::EC2::LaunchTemplate'], [PLAIN], 'The instances of the example are of the plain CDK'],
    ['CT.EC2.PR.19', ['AWS::EC2::Instance'], [DEV],
      'Types that encrypt traffic between instances cost more, and one instance has no other to talk to. Set '
      + '`instanceType`'],
    ['CT.ECS.PR.2', [CLUSTER], TEST, 'Container Insights is billed by metric and is on in production'],
    ['CT.ECS.PR.3', [TASK], EVERYWHERE,
      'The image says which user it runs as, and a number in the task would break images of others. Set '
      + '`container.user`'],
    ['CT.ECS.PR.6', [TASK], EVERYWHERE,
      'Images of others often write to their own disk. Set `container.readonlyRootFilesystem` for one that '
      + 'does not'],
    ['CT.ECS.PR.7', [TASK], [DEV, PROD, REG, PLAIN],
      'Fargate bounds the memory of the whole task, and a container that ends the task may use all of it'],
    ['CT.ECS.PR.9', ['AWS::ECS::Service'], [DEV],
      'The quick start has no NAT gateway; its tasks accept the load balancer only'],
    ['CT.ELASTICLOADBALANCING.PR.1', [LISTENER], [DEV], PLAIN_HTTP],
    ['CT.ELASTICLOADBALANCING.PR.5', ['AWS::ElasticLoadBalancingV2::LoadBalancer'], TEST, GONE_WITH_ONE_COMMAND],
    ['CT.KMS.PR.3', ['AWS::KMS::Key'], [PLAIN], 'The key of the example is of the plain CDK'],
    ['CT.LAMBDA.PR.3', [FUNCTION], EVERYWHERE,
      `${CDK_FUNCTION}. It calls Amazon EC2 or Amazon S3 only, and in a VPC without NAT it could not reach them`],
    ['CT.RDS.PR.1', [DATABASE], TEST, CHEAP],
    ['CT.RDS.PR.2', [DATABASE], [DEV], 'Operating system metrics are billed as logs'],
    ['CT.RDS.PR.8', [DATABASE], [DEV, PROD],
      'Development keeps backups for one day; a replica of the same Region is backed up at its source'],
    ['CT.RDS.PR.13', [DATABASE], TEST, GONE_WITH_ONE_COMMAND],
    ['CT.RDS.PR.20', [DATABASE], UNREGULATED,
      'Another port hides nothing from those who reach the database: the connected services only. Set `port`'],
    ['CT.RDS.PR.24', [DATABASE], [PROD], REPLICA],
    ['CT.RDS.PR.30', [DATABASE], [...UNREGULATED, PLAIN], OWN_KEYS],
    ['CT.S3.PR.4', [BUCKET], EVERYWHERE,
      'The rule wants a notification for each new object, and nothing has to react to an access log. Pass a bucket of '
      + 'your own that notifies'],
    ['CT.S3.PR.5', [BUCKET], [PLAIN], 'The bucket of the example is of the plain CDK'],
    ['CT.S3.PR.9', [BUCKET], EVERYWHERE,
      'Logs that nobody can delete for years are a legal choice, and cannot be undone. Pass a bucket of your own'],
    ['CT.S3.PR.10', [BUCKET], EVERYWHERE,
      'Elastic Load Balancing writes access logs only to buckets encrypted with S3 managed keys (SSE-S3)'],
    ['CT.SQS.PR.1', ['AWS::SQS::Queue'], [PROD, PLAIN], 'The queue is itself a dead-letter queue'],
  ]),
];

type Row = readonly [rule: string, kinds: readonly string[], profiles: readonly string[], reason: string];

function rows(tool: Tool, list: readonly Row[]): Listed[] {
  return list.map(([rule, kinds, profiles, reason]) => ({ tool, rule, kinds, profiles, reason }));
}
