"""What a promise needs more than one field for."""
import json


def subnet_ids(house, kind):
    return sorted(each['SubnetId'] for each in house.subnets() if each['Kind'] == kind)


def vpc(house):
    return house.call('ec2', 'describe_vpcs', VpcIds=[house.one('AWS::EC2::VPC')])['Vpcs'][0]


def flow_logs(house):
    wanted = [{'Name': 'resource-id', 'Values': [house.one('AWS::EC2::VPC')]}]
    return [each['TrafficType'] for each in house.call('ec2', 'describe_flow_logs', Filter=wanted)['FlowLogs']]


def gateway_endpoints(house):
    wanted = [{'Name': 'vpc-id', 'Values': [house.one('AWS::EC2::VPC')]}]
    return [each['ServiceName'] for each in house.call('ec2', 'describe_vpc_endpoints', Filters=wanted)['VpcEndpoints']
            if each['VpcEndpointType'] == 'Gateway']


def parameters_of(prefix):
    return lambda house: len([key for key, each in house.stack.resources.items()
                              if each['Type'] == 'AWS::SSM::Parameter' and key.startswith(prefix)])


def token(house):
    return json.loads(house.call('secretsmanager', 'get_secret_value', SecretId=house.secret('Cache'))['SecretString'])


def secret_key(house):
    secret = house.call('secretsmanager', 'describe_secret', SecretId=house.secret('Cache'))
    return secret.get('KmsKeyId', '').endswith(house.key())


def redrive(house):
    policy = json.loads(house.queue()['RedrivePolicy'])
    return int(policy['maxReceiveCount']), policy['deadLetterTargetArn'] == house.queue(dead=True)['QueueArn']


def encrypted_queues(house):
    return [each.get('SqsManagedSseEnabled') == 'true' or bool(each.get('KmsMasterKeyId'))
            for each in (house.queue(), house.queue(dead=True))]


def image_counts(house):
    return sorted((each['selection']['countType'], each['selection']['countNumber']) for each in house.lifecycle())


def forwards(part):
    """Whether the one rule of the listener sends every path to the target group."""
    def read(house):
        (rule,) = house.rules(part=part)
        return (rule['Conditions'][0]['Values'], rule['Actions'][0]['Type'],
                rule['Actions'][0].get('TargetGroupArn') == house.targets(part)['TargetGroupArn'])
    return read


def default_action(port):
    def read(house):
        (action,) = house.listeners()[port]['DefaultActions']
        return action.get('FixedResponseConfig', action.get('RedirectConfig', {})).get('StatusCode')
    return read


def https_everywhere(house):
    return sorted({listener['Protocol'] for part in ('Service', 'Tier')
                   for port, listener in house.listeners(part).items() if port != 80})


def health(part):
    def read(house):
        group = house.targets(part)
        return (group['HealthCheckPath'], group['HealthCheckPort'], group['HealthCheckIntervalSeconds'],
                group['HealthCheckTimeoutSeconds'], group['HealthyThresholdCount'], group['UnhealthyThresholdCount'],
                group['Matcher']['HttpCode'])
    return read


def service_network(house):
    network = house.service()['networkConfiguration']['awsvpcConfiguration']
    return network['assignPublicIp'], sorted(network['subnets']) == subnet_ids(house, 'Service')


def rollback(house):
    found = house.service()['deploymentConfiguration']
    return (found['deploymentCircuitBreaker'], found['alarms']['enable'], found['alarms']['rollback'],
            len(found['alarms']['alarmNames']))


def container(house):
    (found,) = house.task()['containerDefinitions']
    return found


def logging(house):
    options = container(house)['logConfiguration']['options']
    return options['mode'], options['awslogs-stream-prefix']


def disk(house):
    (found,) = house.launch()['BlockDeviceMappings']
    return found['DeviceName'], {key: found['Ebs'][key] for key in ('Encrypted', 'VolumeSize', 'VolumeType')}


def group_health(house):
    return house.group()['HealthCheckType'], house.group()['HealthCheckGracePeriod']


def address(part):
    """The load balancer that the name of a service leads to."""
    def read(house):
        record = house.records()[f'{part.lower()}.example.com']
        return record['AliasTarget']['DNSName'].rstrip('.').endswith(house.balancer(part)['DNSName'])
    return read


def topic_key(house):
    return house.topic()['KmsMasterKeyId'].endswith(house.key())


def rotation(house):
    return house.call('kms', 'get_key_rotation_status', KeyId=house.key())['KeyRotationEnabled']


def publishers(house):
    statements = json.loads(house.topic()['Policy'])['Statement']
    return sorted(services_in(statements))


def services_in(statements):
    return {each['Principal']['Service'] for each in statements
            if each['Effect'] == 'Allow' and 'Service' in each['Principal']}


def users_of_key(house):
    """Services that may encrypt with the key of the stack."""
    policy = json.loads(house.call('kms', 'get_key_policy', KeyId=house.key(), PolicyName='default')['Policy'])
    return sorted(services_in(each for each in policy['Statement'] if 'kms:GenerateDataKey*' in each['Action']))


SERVICES = {f'{name}.amazonaws.com' for name in ('ec2', 'ecs-tasks', 'monitoring.rds', 'vpc-flow-logs')}


def strange_principals(house):
    """Who may take a role of the stack beside the services that the docs name."""
    found = [house.call('iam', 'get_role', RoleName=each)['Role']['AssumeRolePolicyDocument'] for each in house.roles()]
    return sorted({str(each['Principal']) for policy in found for each in policy['Statement']
                   if each['Principal'].get('Service') not in SERVICES})


def strange_dimensions(house):
    """What alarms look at that is no load balancer, target group or group of the stack."""
    known = {('AutoScalingGroupName', house.one('AWS::AutoScaling::AutoScalingGroup'))}
    for part in ('Service', 'Tier'):
        known |= {('LoadBalancer', house.balancer(part)['LoadBalancerArn'].split(':loadbalancer/')[1]),
                  ('TargetGroup', house.targets(part)['TargetGroupArn'].split(':targetgroup/')[1])}
    # MiniStack leaves the first part out of the full name of a target group.
    return sorted({(each['Name'], each['Value'].removeprefix('targetgroup/'))
                   for alarm in house.alarms() for each in alarm['Dimensions']} - known)


def told(house):
    """Whether the alarms of rollbacks tell the topic that they begin and end."""
    topic = [house.one('AWS::SNS::Topic')]
    return {alarm['AlarmActions'] == topic and alarm['OKActions'] == topic for alarm in house.alarms('Rollback')}


def algorithm(found):
    (rule,) = found['ServerSideEncryptionConfiguration']['Rules']
    return rule['ApplyServerSideEncryptionByDefault']['SSEAlgorithm']


def rule_groups(house):
    """Groups of rules that decide: one that only counts stops nobody."""
    return [sorted(each['Statement']['ManagedRuleGroupStatement']['Name'] for each in found
                   if 'ManagedRuleGroupStatement' in each['Statement'] and 'None' in each['OverrideAction'])
            for found in house.firewalls().values()]


def request_limits(house):
    return [each['Statement']['RateBasedStatement']['Limit'] for found in house.firewalls().values() for each in found
            if 'RateBasedStatement' in each['Statement'] and 'Block' in each['Action']]


def failover(house):
    cache = house.cache()
    return cache['AutomaticFailover'], cache['MultiAZ']
