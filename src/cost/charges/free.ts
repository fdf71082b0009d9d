/** Reasons why resources cost nothing by themselves, and their types. */
const FREE: { readonly [reason: string]: readonly string[] } = {
  'traffic is billed, not the parts of a network': [
    'AWS::EC2::EgressOnlyInternetGateway', 'AWS::EC2::InternetGateway', 'AWS::EC2::NetworkAcl',
    'AWS::EC2::NetworkAclEntry', 'AWS::EC2::Route', 'AWS::EC2::RouteTable', 'AWS::EC2::SecurityGroup',
    'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::Subnet', 'AWS::EC2::SubnetCidrBlock',
    'AWS::EC2::SubnetNetworkAclAssociation', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPC',
    'AWS::EC2::VPCCidrBlock', 'AWS::EC2::VPCGatewayAttachment', 'AWS::EC2::PrefixList',
  ],
  'billed as part of the resource that it belongs to': [
    'AWS::AutoScaling::LaunchConfiguration', 'AWS::AutoScaling::LifecycleHook', 'AWS::AutoScaling::ScheduledAction',
    'AWS::ApplicationAutoScaling::ScalableTarget', 'AWS::EC2::EIPAssociation', 'AWS::EC2::LaunchTemplate',
    'AWS::EC2::VolumeAttachment', 'AWS::ECS::ClusterCapacityProviderAssociations',
    'AWS::ECS::TaskDefinition', 'AWS::EFS::AccessPoint', 'AWS::EFS::MountTarget', 'AWS::ElastiCache::ParameterGroup',
    'AWS::ElastiCache::SubnetGroup', 'AWS::ElastiCache::User', 'AWS::ElastiCache::UserGroup',
    'AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
    'AWS::ElasticLoadBalancingV2::ListenerRule', 'AWS::ElasticLoadBalancingV2::TargetGroup', 'AWS::KMS::Alias',
    'AWS::ECR::ReplicationConfiguration',
    'AWS::RDS::DBClusterParameterGroup', 'AWS::RDS::DBParameterGroup', 'AWS::RDS::DBProxyTargetGroup',
    'AWS::RDS::DBSubnetGroup', 'AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup',
    'AWS::SecretsManager::RotationSchedule', 'AWS::SecretsManager::SecretTargetAttachment', 'AWS::WAFv2::IPSet',
    'AWS::WAFv2::WebACLAssociation', 'AWS::CloudFront::OriginAccessControl', 'AWS::CloudFront::VpcOrigin',
    'AWS::CloudWatch::AlarmMuteRule', 'AWS::CloudWatch::AnomalyDetector',
  ],
  'rights and rules cost nothing': [
    'AWS::EC2::KeyPair', 'AWS::ECR::RegistryPolicy', 'AWS::IAM::Group', 'AWS::IAM::InstanceProfile',
    'AWS::IAM::ManagedPolicy', 'AWS::IAM::OIDCProvider', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::RolePolicy',
    'AWS::IAM::ServiceLinkedRole', 'AWS::IAM::User', 'AWS::Lambda::Permission', 'AWS::Logs::ResourcePolicy',
    'AWS::Lambda::EventSourceMapping',
    'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SecretsManager::ResourcePolicy',
    'AWS::ServiceDiscovery::HttpNamespace', 'AWS::ServiceDiscovery::Service', 'AWS::APS::RuleGroupsNamespace',
  ],
  'the service costs nothing': [
    'AWS::CertificateManager::Certificate', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration',
    'AWS::Chatbot::SlackChannelConfiguration', 'AWS::CloudFormation::CustomResource',
    'AWS::CloudFormation::WaitCondition', 'AWS::CloudFormation::WaitConditionHandle', 'AWS::CDK::Metadata',
    'AWS::Logs::QueryDefinition', 'AWS::SSM::Document',
  ],
  'events of AWS services cost nothing': ['AWS::Events::Rule'],
};

/** What is billed by use alone, and types of which the library counts no use. */
const BY_USE: { readonly [what: string]: readonly string[] } = {
  'requests and run time': ['AWS::Lambda::Function', 'AWS::Lambda::Version', 'AWS::Lambda::Alias'],
  'state transitions': ['AWS::StepFunctions::StateMachine'],
  'messages': ['AWS::SNS::Topic', 'AWS::SNS::Subscription', 'AWS::SQS::Queue'],
  'logs written': ['AWS::EC2::FlowLog', 'AWS::WAFv2::LoggingConfiguration', 'AWS::Logs::SubscriptionFilter'],
  'queries': ['AWS::Athena::WorkGroup'],
  'invocations': ['AWS::Scheduler::Schedule', 'AWS::Scheduler::ScheduleGroup'],
};

/** The reason why resources of a type cost nothing, if they do. */
export function freeBecause(type: string): string | undefined {
  if (type.startsWith('Custom::')) return 'the function behind it is counted';
  return reasonIn(FREE, type);
}

/** What resources of a type are billed by, if they are billed by use alone. */
export function billedBy(type: string): string | undefined {
  return reasonIn(BY_USE, type);
}

/** Every type that costs nothing, in the order of the alphabet, with the reason. */
export function freeTypes(): (readonly [type: string, reason: string])[] {
  return typesIn(FREE);
}

/** Every type that is billed by use alone, in the order of the alphabet, with what counts. */
export function typesBilledByUse(): (readonly [type: string, what: string])[] {
  return typesIn(BY_USE);
}

function reasonIn(table: typeof FREE, type: string): string | undefined {
  return Object.keys(table).find((reason) => table[reason].includes(type));
}

function typesIn(table: typeof FREE): (readonly [type: string, reason: string])[] {
  return Object.entries(table).flatMap(([reason, types]) => types.map((type) => [type, reason] as const))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
