"""Faults made on purpose in a stack that keeps its promises: each has to break one, or the suite would show nothing.

BLIND are faults that neither a deployment here nor a describe call notices; docs/proven.md names them.
"""
import copy
import json

import defaults
import promises
from account import read
from house import House
from report import Report


def first(kind, part=''):
    """Where a fault is made: the first resource of a type whose logical id has a part."""
    def find(resources):
        return next(each for name, each in resources.items() if each['Type'] == kind and part in name)
    return find


def sets(find, name, value):
    def make(resources):
        find(resources)['Properties'][name] = value
    return make


def drops(kind, part=''):
    def make(resources):
        del resources[next(name for name, each in resources.items() if each['Type'] == kind and part in name)]
    return make


def attribute_off(resources):
    found = first('AWS::ElasticLoadBalancingV2::LoadBalancer', 'Service')(resources)['Properties']
    for each in found['LoadBalancerAttributes']:
        if each['Key'] == 'routing.http.drop_invalid_header_fields.enabled':
            each['Value'] = 'false'


def old_metadata(resources):
    launch = first('AWS::EC2::LaunchTemplate')(resources)['Properties']['LaunchTemplateData']
    launch['MetadataOptions']['HttpTokens'] = 'optional'


def route_out_of_data(resources):
    gateway = next(name for name, each in resources.items() if each['Type'] == 'AWS::EC2::InternetGateway')
    table = next(name for name, each in resources.items()
                 if each['Type'] == 'AWS::EC2::RouteTable' and 'DataSubnet1' in name)
    resources['WayOut'] = {'Type': 'AWS::EC2::Route', 'Properties': {
        'RouteTableId': {'Ref': table}, 'GatewayId': {'Ref': gateway}, 'DestinationCidrBlock': '0.0.0.0/0'}}


def open_port(resources):
    group = next(name for name, each in resources.items()
                 if each['Type'] == 'AWS::EC2::SecurityGroup' and name.startswith('Database'))
    resources['OpenPort'] = {'Type': 'AWS::EC2::SecurityGroupIngress', 'Properties': {
        'GroupId': {'Fn::GetAtt': [group, 'GroupId']}, 'IpProtocol': 'tcp', 'FromPort': 5432, 'ToPort': 5432,
        'CidrIp': '0.0.0.0/0'}}


def other_address(resources):
    records = [each['Properties'] for each in resources.values() if each['Type'] == 'AWS::Route53::RecordSet']
    records[0]['AliasTarget'] = records[1]['AliasTarget']


def public_bucket(resources):
    find = first('AWS::S3::Bucket')
    find(resources)['Properties']['PublicAccessBlockConfiguration']['BlockPublicPolicy'] = False


def plain_queue(resources):
    for each in resources.values():
        if each['Type'] == 'AWS::SQS::QueuePolicy':
            each['Properties']['PolicyDocument']['Statement'][0]['Effect'] = 'Allow'


def inline_policy(resources):
    first('AWS::IAM::Role', 'ServiceTaskRole')(resources)['Properties']['Policies'] = [{
        'PolicyName': 'Everything', 'PolicyDocument': {'Version': '2012-10-17', 'Statement': [
            {'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]}}]


def plain_answer(resources):
    for name, each in resources.items():
        if each['Type'] == 'AWS::ElasticLoadBalancingV2::Listener' and each['Properties']['Port'] == 80:
            each['Properties']['DefaultActions'] = [
                {'Type': 'fixed-response', 'FixedResponseConfig': {'StatusCode': '200'}}]


def way_out_of_balancer(resources):
    group = next(name for name, each in resources.items()
                 if each['Type'] == 'AWS::EC2::SecurityGroup' and name.startswith('ServiceLoadBalancer'))
    resources['Anywhere'] = {'Type': 'AWS::EC2::SecurityGroupEgress', 'Properties': {
        'GroupId': {'Fn::GetAtt': [group, 'GroupId']}, 'IpProtocol': 'tcp', 'FromPort': 443, 'ToPort': 443,
        'CidrIp': '0.0.0.0/0'}}


def counting_firewall(resources):
    for each in resources.values():
        if each['Type'] == 'AWS::WAFv2::WebACL':
            each['Properties']['Rules'][-1]['OverrideAction'] = {'Count': {}}


def wrong_principal(resources):
    role = first('AWS::IAM::Role', 'NetworkFlowLog')(resources)['Properties']['AssumeRolePolicyDocument']
    role['Statement'][0]['Principal'] = {'Service': 'nobody.amazonaws.com'}


def mute_key(resources):
    statements = first('AWS::KMS::Key')(resources)['Properties']['KeyPolicy']['Statement']
    del statements[1:]


def range_of_ports(resources):
    group = next(name for name, each in resources.items()
                 if each['Type'] == 'AWS::EC2::SecurityGroup' and name.startswith('ServiceLoadBalancer'))
    resources[group]['Properties']['SecurityGroupIngress'][0].update(FromPort=80, ToPort=8080)


def wrong_dimension(resources):
    alarm = first('AWS::CloudWatch::Alarm', 'TierScaling')(resources)['Properties']
    alarm['Dimensions'][0]['Name'] = 'AutoScalingGroup'


DATABASE = first('AWS::RDS::DBInstance')
NOTICED = {
    'backups of one day': sets(DATABASE, 'BackupRetentionPeriod', 1),
    'a public database': sets(DATABASE, 'PubliclyAccessible', True),
    'a database without protection': sets(DATABASE, 'DeletionProtection', False),
    'a storage type that does not exist': sets(DATABASE, 'StorageType', 'gp9'),
    'logs that are kept for ever': sets(first('AWS::Logs::LogGroup', 'Task'), 'RetentionInDays', None),
    'health asked on another path': sets(
        first('AWS::ElasticLoadBalancingV2::TargetGroup', 'Service'), 'HealthCheckPath', '/'),
    'health asked on another port': sets(
        first('AWS::ElasticLoadBalancingV2::TargetGroup', 'Service'), 'HealthCheckPort', '9000'),
    'an alarm that never fires': sets(first('AWS::CloudWatch::Alarm', 'ServiceRollbackTargetErrors'), 'Threshold', 1e6),
    'a rule for another path': sets(
        first('AWS::ElasticLoadBalancingV2::ListenerRule', 'Service'), 'Conditions',
        [{'Field': 'path-pattern', 'PathPatternConfig': {'Values': ['/other']}}]),
    'ten times as many tasks': sets(first('AWS::ApplicationAutoScaling::ScalableTarget'), 'MaxCapacity', 100),
    'invalid headers that pass': attribute_off,
    'IMDSv1': old_metadata,
    'a way out for data': route_out_of_data,
    'a database open to the world': open_port,
    'a name that leads to another load balancer': other_address,
    'a bucket that can be made public': public_bucket,
    'a queue without TLS': plain_queue,
    'a role with every right': inline_policy,
    'no flow log': drops('AWS::EC2::FlowLog'),
    'an answer on port 80': plain_answer,
    'a way out of the load balancer': way_out_of_balancer,
    'a firewall that only counts': counting_firewall,
    'a cache without failover': sets(first('AWS::ElastiCache::ReplicationGroup'), 'AutomaticFailoverEnabled', False),
    'ports beside 80 that are open': range_of_ports,
    'an alarm on nothing': wrong_dimension,
    'an alarm that nobody hears end': sets(first('AWS::CloudWatch::Alarm', 'ServiceRollback'), 'OKActions', []),
    'a role that no service can take': wrong_principal,
    'a key that CloudWatch may not use': mute_key,
    'no firewall in front': drops('AWS::WAFv2::WebACLAssociation', 'Service'),
}


def no_right_to_pull(resources):
    policy = first('AWS::IAM::ManagedPolicy', 'ServiceTaskExecutionRole')(resources)['Properties']['PolicyDocument']
    policy['Statement'] = [{'Effect': 'Allow', 'Action': 'ec2:DescribeVpcs', 'Resource': '*'}]


BLIND = {
    'a task that may not pull its image': no_right_to_pull,
}


def broken(house, template, folder, profile, page):
    """What a fault breaks: the deployment itself, or promises."""
    settled = house.stack.update(json.dumps(template))
    if settled != 'UPDATE_COMPLETE':
        return [f'the deployment ends in {settled}']
    silent = Report(silent=True)
    fresh = House(folder)
    defaults.keep(silent, page, profile, fresh)
    promises.keep(silent, profile, fresh)
    return silent.broken


def make(report, house, folder, profile, page):
    proven = ' '.join(read('docs', 'proven.md').decode().split())
    report.check('docs/proven.md names every fault and every blind spot',
                 [name for name in [*NOTICED, *BLIND] if name not in proven], [])
    sound = json.loads(house.stack.template)
    for expected, faults in ((True, NOTICED), (False, BLIND)):
        for name, fault in faults.items():
            template = copy.deepcopy(sound)
            fault(template['Resources'])
            found = broken(house, template, folder, profile, page)
            what = 'a fault' if expected else 'a blind spot'
            report.check(f'{what}: {name}: {found[0] if found else "not noticed"}', bool(found), expected)
    report.check('without a fault every promise is kept again', broken(house, sound, folder, profile, page), [])
