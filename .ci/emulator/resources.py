"""Types of other services that MiniStack's CloudFormation lacks or makes in part, made by its own services."""
import json

import ministack.services.alb as alb
import ministack.services.cloudformation.provisioners as cfn
import ministack.services.cloudwatch as cloudwatch
import ministack.services.rds as rds
import ministack.services.s3 as s3
import ministack.services.secretsmanager as secrets
import ministack.services.waf as waf
from kinds import arn, call, handlers, need, remembered


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

plain_alarm_record = cfn._cw_metric_alarm_record


def alarm_record(name, props):
    """Alarms on expressions are kept whole, and never evaluated."""
    if not props.get('Metrics'):
        return plain_alarm_record(name, props)
    record = plain_alarm_record(name, {**props, 'Metrics': None, 'MetricName': 'none', 'Namespace': 'none'})
    return {**record, 'MetricName': '', 'Namespace': '', 'Metrics': props['Metrics']}



plain_instance = cfn._rds_db_instance_create


def database_create(logical_id, props, stack_name):
    """A password that RDS manages, exports of logs, and the source of a replica."""
    identifier, attributes = plain_instance(logical_id, props, stack_name)
    record = rds._instances[identifier]
    record['EnabledCloudwatchLogsExports'] = props.get('EnableCloudwatchLogsExports', [])
    record['PerformanceInsightsRetentionPeriod'] = props.get('PerformanceInsightsRetentionPeriod')
    if props.get('ManageMasterUserPassword'):
        secret = arn('secretsmanager', f'secret:rds!{identifier}-AbCdEf')
        record['MasterUserSecret'] = {'SecretArn': secret, 'SecretStatus': 'active',
                                      'KmsKeyId': props.get('MasterUserSecret', {}).get('KmsKeyId', '')}
        attributes['MasterUserSecret.SecretArn'] = secret
    source = props.get('SourceDBInstanceIdentifier')
    if source:
        record['ReadReplicaSourceDBInstanceIdentifier'] = source
        if not source.startswith('arn:'):
            need(rds._instances, source, 'database')['ReadReplicaDBInstanceIdentifiers'].append(identifier)
    return identifier, attributes


plain_attributes = cfn._rds_db_instance_attrs


def database_attributes(instance):
    secret = instance.get('MasterUserSecret')
    return {**plain_attributes(instance), **({'MasterUserSecret.SecretArn': secret['SecretArn']} if secret else {})}


def element(name, value):
    """A property of a bucket as S3 writes it: lists are repeated elements."""
    if isinstance(value, list):
        return ''.join(element(name, each) for each in value)
    if isinstance(value, dict):
        return f'<{name}>{"".join(element(key, each) for key, each in value.items())}</{name}>'
    return f'<{name}>{str(value).lower() if isinstance(value, bool) else value}</{name}>'


AWS_KEY = {'aws:kms': {'KMSMasterKeyID': 'alias/aws/s3'}}


def encryption_xml(props):
    # MiniStack wants the key to be named where S3 takes its own.
    rules = [{'ApplyServerSideEncryptionByDefault': {**AWS_KEY.get(each['SSEAlgorithm'], {}), **each}}
             for each in (rule['ServerSideEncryptionByDefault'] for rule in props['ServerSideEncryptionConfiguration'])]
    return element('ServerSideEncryptionConfiguration', {'Rule': rules}).encode()


LIFECYCLE_AS_IS = ('NoncurrentVersionExpiration', 'AbortIncompleteMultipartUpload')


def lifecycle_xml(props):
    rules = [{'ID': each.get('Id', 'rule'), 'Status': each['Status'], 'Filter': {'Prefix': each.get('Prefix', '')},
              **({'Expiration': {'Days': each['ExpirationInDays']}} if 'ExpirationInDays' in each else {}),
              **{key: each[key] for key in LIFECYCLE_AS_IS if key in each}} for each in props['Rules']]
    return element('LifecycleConfiguration', {'Rule': rules}).encode()


def ownership_xml(props):
    return element('OwnershipControls', {'Rule': props['Rules']}).encode()


BUCKET_CONFIGURATIONS = (
    ('BucketEncryption', encryption_xml, s3._put_bucket_encryption, s3._delete_bucket_encryption),
    ('LifecycleConfiguration', lifecycle_xml, s3._put_bucket_lifecycle, s3._delete_bucket_lifecycle),
    ('OwnershipControls', ownership_xml, s3._put_bucket_ownership_controls, s3._delete_bucket_ownership_controls),
    ('Tags', lambda tags: element('Tagging', {'TagSet': {'Tag': tags}}).encode(), s3._put_bucket_tagging,
     s3._delete_bucket_tagging),
)


TYPES = {
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
