"""Types of other services that MiniStack's CloudFormation lacks, made by its own services."""
import json

import ministack.services.alb as alb
import ministack.services.cloudformation.provisioners as cfn
import ministack.services.cloudwatch as cloudwatch
import ministack.services.iam as iam
import ministack.services.rds as rds
import ministack.services.secretsmanager as secrets
import ministack.services.waf as waf
from kinds import arn, call, handlers, need, remembered
from ministack.core.responses import get_account_id


def proxy_create(_logical_id, props, _stack_name):
    call(rds._create_db_proxy, cfn._ec_query(props))
    proxy = rds._get_db_proxy(props['DBProxyName'])
    return remembered(props['DBProxyName'], props, {
        'Endpoint': proxy['Endpoint'], 'DBProxyArn': proxy['DBProxyArn'], 'VpcId': proxy.get('VpcId', '')})


def proxy_delete(physical_id, _props):
    call(rds._delete_db_proxy, {'DBProxyName': physical_id})


def proxy_targets_create(_logical_id, props, _stack_name):
    names = {'DBProxyName': props['DBProxyName'], 'TargetGroupName': 'default'}
    call(rds._modify_db_proxy_target_group, {**names, **cfn._ec_query({
        'ConnectionPoolConfig': props.get('ConnectionPoolConfigurationInfo', {})})})
    call(rds._register_db_proxy_targets, {**names, **cfn._ec_query({
        'DBInstanceIdentifiers': props['DBInstanceIdentifiers']})})
    return remembered(f'{props["DBProxyName"]}/default', props, {})


def proxy_targets_delete(_physical_id, props):
    call(rds._deregister_db_proxy_targets, {'DBProxyName': props['DBProxyName'], **cfn._ec_query({
        'DBInstanceIdentifiers': props['DBInstanceIdentifiers']})})


def secret_policy_put(physical_id, props):
    call(secrets._put_resource_policy, {
        'SecretId': props['SecretId'], 'ResourcePolicy': json.dumps(props['ResourcePolicy'])})
    return {'Id': physical_id}


def secret_policy_create(_logical_id, props, _stack_name):
    return props['SecretId'], secret_policy_put(props['SecretId'], props)


def secret_policy_delete(physical_id, _props):
    call(secrets._delete_resource_policy, {'SecretId': physical_id})


def rotation_put(physical_id, props):
    _key, secret = secrets._resolve(props['SecretId'])
    if not secret:
        raise ValueError(f'secret {props["SecretId"]} does not exist')
    name = props.get('HostedRotationLambda', {}).get('RotationLambdaName', 'rotation')
    # the function of AWS that rotates is not there, so no rotation runs.
    secret.update(RotationEnabled=True, RotationRules=props['RotationRules'],
                  RotationLambdaARN=arn('lambda', f'function:{name}'))
    return {'Id': physical_id}


def rotation_create(_logical_id, props, _stack_name):
    return props['SecretId'], rotation_put(props['SecretId'], props)


def rotation_delete(_physical_id, props):
    _key, secret = secrets._resolve(props['SecretId'])
    if secret:
        secret['RotationEnabled'] = False


def association_create(_logical_id, props, _stack_name):
    need(alb._lbs, props['ResourceArn'], 'load balancer')
    call(waf._associate_web_acl, props)
    return f'{props["ResourceArn"]}|{props["WebACLArn"]}', {}


def association_delete(_physical_id, props):
    call(waf._disassociate_web_acl, {'ResourceArn': props['ResourceArn']})


def certificates_create(logical_id, props, stack_name):
    listener = need(alb._listeners, props['ListenerArn'], 'listener')
    listener.setdefault('_more', []).extend(each['CertificateArn'] for each in props['Certificates'])
    return cfn._physical_name(stack_name, logical_id), {}


def certificates_delete(_physical_id, props):
    gone = [each['CertificateArn'] for each in props['Certificates']]
    listener = alb._listeners.get(props['ListenerArn'], {})
    listener['_more'] = [each for each in listener.get('_more', []) if each not in gone]



def composite_put(physical_id, props):
    call(lambda params: cloudwatch._put_composite_alarm({}, params, False, True), {**props, 'AlarmName': physical_id})
    alarm = cloudwatch._composite_alarms[physical_id]
    alarm.update({key: value for key, value in props.items() if key.startswith('ActionsSuppressor')})
    return {'Arn': alarm['AlarmArn']}


def composite_create(logical_id, props, stack_name):
    name = props.get('AlarmName') or cfn._physical_name(stack_name, logical_id)
    return name, composite_put(name, props)


def composite_delete(physical_id, _props):
    need(cloudwatch._composite_alarms, physical_id, 'alarm')
    del cloudwatch._composite_alarms[physical_id]


COMPOSITE_MUTABLE = ('AlarmRule', 'AlarmDescription', 'AlarmActions', 'OKActions', 'ActionsEnabled', 'Tags',
                     'InsufficientDataActions', 'ActionsSuppressor', 'ActionsSuppressorWaitPeriod',
                     'ActionsSuppressorExtensionPeriod')


def provider_create(_logical_id, props, _stack_name):
    call(iam._create_oidc_provider, cfn._ec_query(props, {'ClientIdList': 'ClientIDList'}))
    provider = f'arn:aws:iam::{get_account_id()}:oidc-provider/{props["Url"].removeprefix("https://").rstrip("/")}'
    return remembered(need(iam._oidc_providers, provider, 'provider')['Arn'], props, {'Arn': provider})


def provider_delete(physical_id, _props):
    call(iam._delete_oidc_provider, {'OpenIDConnectProviderArn': physical_id})


TYPES = {
    'AWS::IAM::OIDCProvider': handlers(provider_create, provider_delete),
    'AWS::RDS::DBProxy': handlers(proxy_create, proxy_delete),
    'AWS::RDS::DBProxyTargetGroup': handlers(proxy_targets_create, proxy_targets_delete),
    'AWS::SecretsManager::ResourcePolicy': handlers(
        secret_policy_create, secret_policy_delete, secret_policy_put, ('ResourcePolicy', 'BlockPublicPolicy')),
    'AWS::SecretsManager::RotationSchedule': handlers(
        rotation_create, rotation_delete, rotation_put,
        ('RotationRules', 'HostedRotationLambda', 'RotateImmediatelyOnUpdate')),
    'AWS::WAFv2::WebACLAssociation': handlers(association_create, association_delete, mutable=()),
    'AWS::ElasticLoadBalancingV2::ListenerCertificate': handlers(certificates_create, certificates_delete, mutable=()),
    'AWS::CloudWatch::CompositeAlarm': handlers(composite_create, composite_delete, composite_put, COMPOSITE_MUTABLE),
}
