"""What describe calls say of the stack that scripts/rehearsal/house.ts builds: one of everything, with its defaults."""
import base64
import json

from account import client, stacks


def value(pairs, key):
    """One of a list of attributes, as load balancers have them."""
    return next((each['Value'] for each in pairs if each['Key'] == key), None)


class House:
    def __init__(self, folder, region='eu-west-1'):
        self.stack = stacks(folder)[0]
        self.region = region
        self.answers = {}

    def call(self, service, operation, **params):
        """An answer of the API, asked for once."""
        key = json.dumps([service, operation, params], sort_keys=True)
        if key not in self.answers:
            self.answers[key] = getattr(client(service, self.region), operation)(**params)
        return self.answers[key]

    def ids(self):
        """Physical ids of the resources that the program makes, by logical id; asked for once."""
        if 'ids' not in self.answers:
            found = self.stack.ids()
            self.answers['ids'] = {name: found[name] for name in self.stack.resources if name in found}
        return self.answers['ids']

    def of_type(self, kind, part=''):
        """Physical ids of a type, in the order of the template."""
        return [each for name, each in self.ids().items()
                if self.stack.resources[name]['Type'] == kind and part in name]

    def one(self, kind, part=''):
        found = self.of_type(kind, part)
        if len(found) != 1:
            raise LookupError(f'{self.stack.name} has {len(found)} of {kind} with {part!r}')
        return found[0]

    def database(self):
        name = self.one('AWS::RDS::DBInstance')
        return self.call('rds', 'describe_db_instances', DBInstanceIdentifier=name)['DBInstances'][0]

    def database_parameters(self):
        pages = client('rds').get_paginator('describe_db_parameters').paginate(
            DBParameterGroupName=self.one('AWS::RDS::DBParameterGroup'))
        return {each['ParameterName']: each.get('ParameterValue') for page in pages for each in page['Parameters']}

    def cache(self):
        name = self.one('AWS::ElastiCache::ReplicationGroup')
        return self.call('elasticache', 'describe_replication_groups', ReplicationGroupId=name)['ReplicationGroups'][0]

    def cache_parameters(self):
        found = self.call('elasticache', 'describe_cache_parameters',
                          CacheParameterGroupName=self.one('AWS::ElastiCache::ParameterGroup'))
        return {each['ParameterName']: each.get('ParameterValue') for each in found['Parameters']}

    def queue(self, dead=False):
        urls = [each for each in self.of_type('AWS::SQS::Queue') if ('DeadLetter' in each) is dead]
        return self.call('sqs', 'get_queue_attributes', QueueUrl=urls[0], AttributeNames=['All'])['Attributes']

    def repository(self, part='Images'):
        name = self.one('AWS::ECR::Repository', part)
        return self.call('ecr', 'describe_repositories', repositoryNames=[name])['repositories'][0]

    def lifecycle(self):
        name = self.one('AWS::ECR::Repository', 'Images')
        return json.loads(self.call('ecr', 'get_lifecycle_policy', repositoryName=name)['lifecyclePolicyText'])['rules']

    def cluster(self):
        name = self.one('AWS::ECS::Cluster')
        return self.call('ecs', 'describe_clusters', clusters=[name], include=['SETTINGS'])['clusters'][0]

    def service(self):
        name = self.one('AWS::ECS::Service')
        cluster = self.one('AWS::ECS::Cluster')
        return self.call('ecs', 'describe_services', cluster=cluster, services=[name])['services'][0]

    def task(self):
        name = self.one('AWS::ECS::TaskDefinition')
        return self.call('ecs', 'describe_task_definition', taskDefinition=name)['taskDefinition']

    def scalable(self):
        found = self.call('application-autoscaling', 'describe_scalable_targets', ServiceNamespace='ecs')
        return found['ScalableTargets'][0]

    def tracking(self):
        found = self.call('application-autoscaling', 'describe_scaling_policies', ServiceNamespace='ecs')
        return found['ScalingPolicies'][0]['TargetTrackingScalingPolicyConfiguration']

    def group(self):
        name = self.one('AWS::AutoScaling::AutoScalingGroup')
        found = self.call('autoscaling', 'describe_auto_scaling_groups', AutoScalingGroupNames=[name])
        return found['AutoScalingGroups'][0]

    def launch(self):
        name = self.one('AWS::EC2::LaunchTemplate')
        return self.call('ec2', 'describe_launch_template_versions', LaunchTemplateId=name)[
            'LaunchTemplateVersions'][0]['LaunchTemplateData']

    def user_data(self):
        return base64.b64decode(self.launch()['UserData']).decode()

    def steps(self):
        name = self.one('AWS::AutoScaling::AutoScalingGroup')
        found = self.call('autoscaling', 'describe_policies', AutoScalingGroupName=name)['ScalingPolicies']
        return {each['ScalingAdjustment']: each['Cooldown'] for each in found}

    def balancer(self, part='Service'):
        arn = self.one('AWS::ElasticLoadBalancingV2::LoadBalancer', part)
        return self.call('elbv2', 'describe_load_balancers', LoadBalancerArns=[arn])['LoadBalancers'][0]

    def balancer_attribute(self, key, part='Service'):
        arn = self.one('AWS::ElasticLoadBalancingV2::LoadBalancer', part)
        return value(self.call('elbv2', 'describe_load_balancer_attributes', LoadBalancerArn=arn)['Attributes'], key)

    def listeners(self, part='Service'):
        arn = self.one('AWS::ElasticLoadBalancingV2::LoadBalancer', part)
        found = self.call('elbv2', 'describe_listeners', LoadBalancerArn=arn)['Listeners']
        return {each['Port']: each for each in found}

    def rules(self, port=443, part='Service'):
        """The rules of a listener but the default one."""
        arn = self.listeners(part)[port]['ListenerArn']
        found = self.call('elbv2', 'describe_rules', ListenerArn=arn)['Rules']
        return [each for each in found if not each['IsDefault']]

    def targets(self, part='Service'):
        arn = self.one('AWS::ElasticLoadBalancingV2::TargetGroup', part)
        return self.call('elbv2', 'describe_target_groups', TargetGroupArns=[arn])['TargetGroups'][0]

    def target_attribute(self, key, part='Service'):
        arn = self.one('AWS::ElasticLoadBalancingV2::TargetGroup', part)
        return value(self.call('elbv2', 'describe_target_group_attributes', TargetGroupArn=arn)['Attributes'], key)

    def firewalls(self):
        """The rules of the web ACL in front of each load balancer that has one."""
        found = {}
        for arn in self.of_type('AWS::ElasticLoadBalancingV2::LoadBalancer'):
            try:
                rules = self.call('wafv2', 'get_web_acl_for_resource', ResourceArn=arn)['WebACL']['Rules']
            except client('wafv2').exceptions.WAFNonexistentItemException:
                continue
            found[arn] = rules
        return found

    def buckets(self):
        return self.of_type('AWS::S3::Bucket')

    def retentions(self):
        """Days that the log groups of the stack keep events."""
        pages = client('logs', self.region).get_paginator('describe_log_groups').paginate()
        days = {each['logGroupName']: each.get('retentionInDays') for page in pages for each in page['logGroups']}
        return {name: days[name] for name in self.of_type('AWS::Logs::LogGroup')}

    def subnets(self):
        vpc = self.one('AWS::EC2::VPC')
        found = self.call('ec2', 'describe_subnets', Filters=[{'Name': 'vpc-id', 'Values': [vpc]}])['Subnets']
        kinds = {physical: kind for kind in ('Public', 'Service', 'Data')
                 for physical in self.of_type('AWS::EC2::Subnet', f'Vpc{kind}Subnet')}
        return [{**each, 'Kind': kinds[each['SubnetId']]} for each in found]

    def routes(self, subnet):
        tables = self.call('ec2', 'describe_route_tables', Filters=[
            {'Name': 'association.subnet-id', 'Values': [subnet['SubnetId']]}])['RouteTables']
        return [each for table in tables for each in table['Routes'] if each.get('DestinationCidrBlock') == '0.0.0.0/0']

    def gateways(self):
        vpc = self.one('AWS::EC2::VPC')
        found = self.call('ec2', 'describe_nat_gateways', Filters=[{'Name': 'vpc-id', 'Values': [vpc]}])['NatGateways']
        return [each for each in found if each['State'] == 'available']

    def security_group(self, part):
        return self.call('ec2', 'describe_security_groups', GroupIds=[self.one('AWS::EC2::SecurityGroup', part)])[
            'SecurityGroups'][0]

    def default_group(self):
        vpc = self.one('AWS::EC2::VPC')
        return self.call('ec2', 'describe_security_groups', Filters=[
            {'Name': 'vpc-id', 'Values': [vpc]}, {'Name': 'group-name', 'Values': ['default']}])['SecurityGroups'][0]

    def alarm(self, part):
        name = self.one('AWS::CloudWatch::Alarm', part)
        return self.call('cloudwatch', 'describe_alarms', AlarmNames=[name])['MetricAlarms'][0]

    def alarms(self, part=''):
        names = self.of_type('AWS::CloudWatch::Alarm', part)
        return self.call('cloudwatch', 'describe_alarms', AlarmNames=names)['MetricAlarms']

    def topic(self):
        return self.call('sns', 'get_topic_attributes', TopicArn=self.one('AWS::SNS::Topic'))['Attributes']

    def key(self):
        return self.one('AWS::KMS::Key')

    def secret(self, part):
        return self.one('AWS::SecretsManager::Secret', part)

    def records(self):
        """Names of the DNS records of the zone that the examples have."""
        found = self.call('route53', 'list_resource_record_sets', HostedZoneId='Z0123456789ABCDEFGHIJ')
        return {each['Name'].rstrip('.'): each for each in found['ResourceRecordSets'] if each['Type'] == 'A'}

    def roles(self):
        """Roles but those of the CDK's own functions."""
        return [name for key, name in self.ids().items()
                if self.stack.resources[key]['Type'] == 'AWS::IAM::Role' and not key.startswith('Custom')]

    def inline_policies(self):
        return [each for role in self.roles()
                for each in self.call('iam', 'list_role_policies', RoleName=role)['PolicyNames']]
