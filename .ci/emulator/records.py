"""Types of services that MiniStack does not have: kept as records, which show nothing but that they were asked for.

Application Auto Scaling also answers describe calls, from its records, as the command line asks it.
"""
import json

from kinds import RECORDS, arn, recorded
from ministack.core.responses import error_response_json, get_account_id, get_region, json_response, new_uuid

SERVICE = 'application-autoscaling'
PATTERNS = {'target_prefixes': ['AnyScaleFrontendService'], 'credential_scope': SERVICE}
DESCRIBED = {'DescribeScalableTargets': ('target', 'ScalableTargets'),
             'DescribeScalingPolicies': ('policy', 'ScalingPolicies')}


def scalable_id(_name, props):
    return f'{props["ResourceId"]}|{props["ScalableDimension"]}|{props["ServiceNamespace"]}'


def policy_arn(name, props):
    return arn('autoscaling', f'scalingPolicy:{name}:policyName/{props["PolicyName"]}')


def described(physical_id, record):
    """A record as the API shows it: a policy names what its target is."""
    props = dict(record['props'])
    target = props.pop('ScalingTargetId', '').split('|')
    if len(target) == 3:
        props.update(zip(('ResourceId', 'ScalableDimension', 'ServiceNamespace'), target), PolicyARN=physical_id)
    return {**props, 'CreationTime': 0}


async def answer(_method, _path, headers, body, _query):
    action = headers.get('x-amz-target', '').split('.')[-1]
    if action in ('DescribeScalingActivities', 'DescribeScheduledActions'):
        return json_response({'ScalingActivities': [], 'ScheduledActions': []})
    if action not in DESCRIBED:
        return error_response_json('UnknownOperationException', f'{action} is not emulated', 400)
    asked = json.loads(body or b'{}')
    kind, member = DESCRIBED[action]
    names = asked.get('ResourceIds') or [asked.get('ResourceId')]
    found = [described(key, record) for key, record in RECORDS.items() if record['attrs'].get('_kind') == kind]
    return json_response({member: [each for each in found if each['ServiceNamespace'] == asked.get('ServiceNamespace')
                                   and (names == [None] or each['ResourceId'] in names)]})


def workspace(name, _props):
    return {'Arn': arn('aps', f'workspace/ws-{name}'), 'WorkspaceId': f'ws-{name}',
            'PrometheusEndpoint': f'https://aps-workspaces.{get_region()}.amazonaws.com/workspaces/ws-{name}/'}


TYPES = {
    'AWS::APS::Workspace': recorded(workspace),
    'AWS::ApplicationAutoScaling::ScalableTarget': recorded(
        lambda name, props: {'Id': scalable_id(name, props), '_kind': 'target'}, scalable_id,
        ('MinCapacity', 'MaxCapacity', 'RoleARN', 'ScheduledActions', 'SuspendedState')),
    'AWS::ApplicationAutoScaling::ScalingPolicy': recorded(
        lambda name, props: {'Arn': policy_arn(name, props), '_kind': 'policy'}, policy_arn,
        ('TargetTrackingScalingPolicyConfiguration', 'StepScalingPolicyConfiguration', 'PolicyType')),
    'AWS::Chatbot::SlackChannelConfiguration': recorded(
        lambda name, props: {'Arn': arn('chatbot', f'chat-configuration/{name}')}),
    'AWS::CloudWatch::AlarmMuteRule': recorded(
        lambda name, props: {'Arn': arn('cloudwatch', f'alarm-mute-rule:{name}')}),
    'AWS::ECR::ReplicationConfiguration': recorded(lambda name, props: {'RegistryId': get_account_id()}),
    'AWS::ElasticLoadBalancingV2::TrustStore': recorded(lambda name, props: {
        'TrustStoreArn': arn('elasticloadbalancing', f'truststore/{props["Name"]}/{new_uuid()[:16]}')}),
    'AWS::Logs::QueryDefinition': recorded(lambda name, props: {'QueryDefinitionId': name}),
    'AWS::WAFv2::LoggingConfiguration': recorded(lambda name, props: {}, lambda name, props: props['ResourceArn']),
}
