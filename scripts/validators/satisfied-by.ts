/** What the library does so that rules about a type of resource hold, by the type. */
export const SATISFIED_BY: Readonly<Record<string, string>> = {
  'AWS::AutoScaling::AutoScalingGroup':
    'Health checks of the load balancer, tags that instances inherit, a launch template',
  'AWS::CertificateManager::Certificate': 'A certificate of the names of the ingress, proven by DNS',
  'AWS::CloudWatch::Alarm': 'Every alarm acts, itself or through a composite alarm, and its actions are on',
  'AWS::EC2::Instance': 'Private address, encrypted volumes, instance metadata by token only, a role of its own',
  'AWS::EC2::LaunchTemplate':
    'Instance metadata by token only, encrypted volumes, detailed monitoring, no public address',
  'AWS::EC2::SecurityGroup': 'A description on each group and rule; only a public load balancer accepts the internet',
  'AWS::EC2::SecurityGroupEgress': 'A description on each rule',
  'AWS::EC2::SecurityGroupIngress': 'A description on each rule; one port from one group',
  'AWS::EC2::Subnet': 'No subnet gives public addresses by itself',
  'AWS::EC2::Volume': 'Encrypted, with a key of the stack in REGULATED',
  'AWS::ECR::Repository': 'Immutable tags, a scan on push, images that expire',
  'AWS::ECS::Service': 'The newest platform, no public address, private subnets',
  'AWS::ECS::TaskDefinition':
    'No privileges, a network of its own for each task, a log driver in each container, secrets by reference',
  'AWS::ElastiCache::ReplicationGroup':
    'Encrypted at rest and in transit, a token, automatic failover in production, snapshots',
  'AWS::ElasticLoadBalancingV2::Listener': 'HTTPS with TLS 1.2 and 1.3, and a redirect from port 80',
  'AWS::ElasticLoadBalancingV2::LoadBalancer':
    'Access logs, invalid headers dropped, defensive desync mode, two zones or more',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'A health check of the application itself',
  'AWS::IAM::ManagedPolicy': 'Named actions on named resources; no policy is inline, and none names all of a service',
  'AWS::IAM::Policy': 'The library makes none',
  'AWS::IAM::User': 'The library makes none',
  'AWS::IAM::Role': 'One service may assume it; rights stand in one customer managed policy',
  'AWS::KMS::Key': 'Rotated each year; grants for services of AWS only; kept when the stack goes',
  'AWS::Lambda::Function': 'A current runtime, a log group with an end, no secret in its environment',
  'AWS::Logs::LogGroup': 'Made by the library with a retention, and with a key of the stack in REGULATED',
  'AWS::RDS::DBInstance':
    'Private, encrypted, backed up, logged, upgraded; a standby and deletion protection in production',
  'AWS::RDS::DBParameterGroup': 'TLS is required (`rds.force_ssl`)',
  'AWS::RDS::DBProxy': 'TLS is required, and clients log in with a secret',
  'AWS::S3::Bucket': 'Private, versioned, encrypted, TLS only, expiring, with its own access log',
  'AWS::S3::BucketPolicy': 'TLS only; services of AWS write for this account only',
  'AWS::SNS::Topic': 'Encrypted with a key of the stack; TLS only',
  'AWS::SQS::Queue': 'Encrypted, TLS only, with a dead-letter queue',
  'AWS::SSM::Parameter': 'Settings only; secrets stand in Secrets Manager',
  'AWS::SecretsManager::Secret': 'Encrypted with a key of the stack; random; rotated where AWS can',
  'AWS::StepFunctions::StateMachine': 'Every execution is logged and traced',
  'AWS::WAFv2::WebACL': 'Managed rule groups of AWS, a rate limit, metrics and a log',
};
