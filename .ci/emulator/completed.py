"""What MiniStack's CloudFormation makes in part: properties that it leaves out are handed to its own services."""
import json

import ministack.services.cloudformation.provisioners as cfn
import ministack.services.ecr as ecr
import ministack.services.rds as rds
import ministack.services.s3 as s3
import ministack.services.secretsmanager as secrets
import ministack.services.sns as sns
from kinds import arn, call, need
from ministack.core.responses import error_response_json
from network import vpc_create

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


def tags_xml(tags):
    return element('Tagging', {'TagSet': {'Tag': tags}}).encode()


def own_tags_only(bucket):
    """CloudFormation tags its buckets itself: one that loses the tags of its template is not without any."""
    s3._put_bucket_tagging(bucket, tags_xml([{'Key': 'aws:cloudformation:stack-name', 'Value': 'of-the-bucket'}]))


BUCKET_CONFIGURATIONS = (
    ('BucketEncryption', encryption_xml, s3._put_bucket_encryption, s3._delete_bucket_encryption),
    ('LifecycleConfiguration', lifecycle_xml, s3._put_bucket_lifecycle, s3._delete_bucket_lifecycle),
    ('OwnershipControls', ownership_xml, s3._put_bucket_ownership_controls, s3._delete_bucket_ownership_controls),
    ('Tags', tags_xml, s3._put_bucket_tagging, own_tags_only),
)


def secret_string(props):
    """MiniStack's CloudFormation takes any character; its own API of random passwords knows all the rules."""
    rules = props.get('GenerateSecretString')
    if not rules or props.get('SecretString'):
        return props.get('SecretString', '')
    password = json.loads(call(secrets._get_random_password, rules))['RandomPassword']
    if 'SecretStringTemplate' not in rules:
        return password
    return json.dumps({**json.loads(rules['SecretStringTemplate']), rules['GenerateStringKey']: password})


def with_key(plain):
    """A topic keeps the key that encrypts it."""
    def put(first, *rest):
        topic, attributes = plain(first, *rest)
        props = rest[1] if len(rest) > 3 else rest[0]
        if props.get('KmsMasterKeyId'):
            sns._topics[topic]['attributes']['KmsMasterKeyId'] = props['KmsMasterKeyId']
        return topic, attributes
    return put


plain_images = ecr._describe_images


def describe_images(data):
    """An image that is not there is an error, by which the CDK knows that it has to be built."""
    status, headers, body = plain_images(data)
    if status == 200 and data.get('imageIds') and not json.loads(body)['imageDetails']:
        return error_response_json('ImageNotFoundException', 'The image requested does not exist.', 400)
    return status, headers, body


def install():
    known = cfn._RESOURCE_HANDLERS
    known['AWS::EC2::VPC']['create'] = vpc_create
    known['AWS::RDS::DBInstance']['create'] = database_create
    known['AWS::SNS::Topic']['create'] = with_key(known['AWS::SNS::Topic']['create'])
    known['AWS::SNS::Topic']['update'] = with_key(known['AWS::SNS::Topic']['update'])
    cfn._rds_db_instance_create = database_create
    cfn._rds_db_instance_attrs = database_attributes
    cfn._cw_metric_alarm_record = alarm_record
    cfn._sm_secret_string = secret_string
    ecr._describe_images = describe_images
    cfn._S3_BUCKET_CONFIGURATIONS += BUCKET_CONFIGURATIONS
