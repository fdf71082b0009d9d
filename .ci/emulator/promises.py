"""Sentences of the docs, by page: the promise, how it is looked at, what is wanted.

No wanted value is read from a template: they stand here as the docs have them. PRODUCTION has what only production and
regulated promise.
"""
from looks import (
    address, algorithm, container, default_action, disk, encrypted_queues, failover, flow_logs, forwards,
    gateway_endpoints, group_health, health, https_everywhere, image_counts, logging, parameters_of, publishers,
    redrive, request_limits, rollback, rotation, rule_groups, secret_key, service_network, strange_dimensions,
    strange_principals, subnet_ids, token, told, topic_key, users_of_key, vpc,
)
from readers import (
    admitted, alarm, attribute, buckets, denies_plain, let_out, of, open_to_the_world, parameter, target_attribute,
    ways_out,
)

DAY = 24 * 3600


PAGES = {
    'network.md': [
        ('the VPC is 10.0.0.0/16', lambda house: vpc(house)['CidrBlock'], '10.0.0.0/16'),
        ('every subnet is a /20', lambda house: {each['CidrBlock'].split('/')[1] for each in house.subnets()}, {'20'}),
        ('each zone has a subnet of each group', lambda house: {
            kind: len(subnet_ids(house, kind)) for kind in ('Public', 'Service', 'Data')}, lambda house: dict.fromkeys(
            ('Public', 'Service', 'Data'), len({each['AvailabilityZone'] for each in house.subnets()}))),
        ('nothing gets a public address by itself',
         lambda house: {each['MapPublicIpOnLaunch'] for each in house.subnets()}, {False}),
        ('Public reaches the internet', ways_out('Public'), ['internet']),
        ('Service reaches it by NAT', ways_out('Service'), ['NAT']),
        ('Data has no route out of the VPC', ways_out('Data'), ['none']),
        ('the default security group admits nothing', of('default_group', 'IpPermissions'), []),
        ('the default security group lets nothing out', of('default_group', 'IpPermissionsEgress'), []),
        ('a flow log of all traffic', flow_logs, ['ALL']),
        ('a gateway endpoint for S3', gateway_endpoints, ['com.amazonaws.eu-west-1.s3']),
    ],
    'postgres-database.md': [
        ('PostgreSQL', of('database', 'Engine'), 'postgres'),
        ('version 17', of('database', 'EngineVersion'), '17'),
        ('20 GiB', of('database', 'AllocatedStorage'), 20),
        ('of gp3', of('database', 'StorageType'), 'gp3'),
        ('it is encrypted', of('database', 'StorageEncrypted'), True),
        ('it is never public', of('database', 'PubliclyAccessible'), False),
        ('IAM log-in is on', of('database', 'IAMDatabaseAuthenticationEnabled'), True),
        ('the user is dbowner', of('database', 'MasterUsername'), 'dbowner'),
        ('the database is app', of('database', 'DBName'), 'app'),
        ('it is in the data subnets', lambda house: sorted(
            each['SubnetIdentifier'] for each in house.database()['DBSubnetGroup']['Subnets']),
         lambda house: subnet_ids(house, 'Data')),
        ('TLS is forced', parameter('rds.force_ssl'), '1'),
        ('connections are logged', parameter('log_connections'), '1'),
        ('lock waits are logged', parameter('log_lock_waits'), '1'),
        ('its security group has no rule', admitted('Database'), []),
        ('three SSM parameters', parameters_of('Database'), 3),
    ],
    'valkey-cache.md': [
        ('it is Valkey', of('cache', 'Engine'), 'valkey'),
        ('encrypted on the wire', of('cache', 'TransitEncryptionEnabled'), True),
        ('a connection without TLS is refused', of('cache', 'TransitEncryptionMode'), 'required'),
        ('encrypted at rest', of('cache', 'AtRestEncryptionEnabled'), True),
        ('clients authenticate', of('cache', 'AuthTokenEnabled'), True),
        ('cluster mode is off', of('cache', 'ClusterEnabled'), False),
        ('port 6379', of('cache', 'NodeGroups', 0, 'PrimaryEndpoint', 'Port'), 6379),
        ('a full queue refuses writes', parameter('maxmemory-policy', of_cache=True), 'noeviction'),
        ('slow log and log of the engine', lambda house: sorted(
            each['LogType'] for each in house.cache()['LogDeliveryConfigurations']), ['engine-log', 'slow-log']),
        ('its security group has no rule', admitted('Cache'), []),
        ('the token has 64 characters', lambda house: len(token(house)['password']), 64),
        ('the token is letters and digits', lambda house: token(house)['password'].isalnum(), True),
        ('the token is encrypted with the key of the stack', secret_key, True),
    ],
    'queues-and-jobs.md': [
        ('it waits 20 seconds for messages', of('queue', 'ReceiveMessageWaitTimeSeconds'), '20'),
        ('a message is hidden for twice a minute', of('queue', 'VisibilityTimeout'), '120'),
        ('messages are kept for 4 days', of('queue', 'MessageRetentionPeriod'), str(4 * DAY)),
        ('after 5 attempts a message goes to the dead letters', redrive, (5, True)),
        ('dead letters are kept for 14 days',
         lambda house: house.queue(dead=True)['MessageRetentionPeriod'], str(14 * DAY)),
        ('calls without TLS are refused', lambda house: [
            denies_plain(each['Policy']) for each in (house.queue(), house.queue(dead=True))], [True, True]),
        ('both queues are encrypted', encrypted_queues, [True, True]),
    ],
    'load-balancing.md': [
        ('it is in the public subnets', lambda house: sorted(
            each['SubnetId'] for each in house.balancer()['AvailabilityZones']),
         lambda house: subnet_ids(house, 'Public')),
        ('the internet reaches it', of('balancer', 'Scheme'), 'internet-facing'),
        ('it speaks TLS', https_everywhere, ['HTTPS']),
        ('TLS 1.2 and 1.3, post-quantum', lambda house: house.listeners()[443]['SslPolicy'],
         'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09'),
        ('what no rule takes is answered with 404', default_action(443), '404'),
        ('the rule sends every path to the service', forwards('Service'), (['/*'], 'forward', True)),
        ('and to the tier', forwards('Tier'), (['/*'], 'forward', True)),
        ('health of the service', health('Service'), ('/health', 'traffic-port', 30, 5, 2, 3, '200')),
        ('health of the tier', health('Tier'), ('/health', 'traffic-port', 30, 5, 2, 3, '200')),
        ('a target is drained for 60 seconds', target_attribute('deregistration_delay.timeout_seconds'), '60'),
        ('no sessions', target_attribute('stickiness.enabled'), 'false'),
        ('invalid headers are dropped', attribute('routing.http.drop_invalid_header_fields.enabled'), 'true'),
        ('also by the one of the tier', attribute('routing.http.drop_invalid_header_fields.enabled', 'Tier'), 'true'),
        ('desynchronization is met defensively', attribute('routing.http.desync_mitigation_mode'), 'defensive'),
        ('HTTP/2', attribute('routing.http2.enabled'), 'true'),
        ('cross-zone balancing', attribute('load_balancing.cross_zone.enabled'), 'true'),
        ('an idle connection ends after 60 seconds', attribute('idle_timeout.timeout_seconds'), '60'),
        ('a connection is kept for an hour', attribute('client_keep_alive.seconds'), '3600'),
        ('access logs are written', attribute('access_logs.s3.enabled'), 'true'),
        ('it lets nothing out but to targets', let_out('ServiceLoadBalancer'), [8080]),
        ('no security group is open but on 80 and 443', open_to_the_world, []),
        ('the name of the service leads to it', address('Service'), True),
        ('the name of the tier leads to its own', address('Tier'), True),
        ('log buckets: no public access', buckets('get_public_access_block', lambda found: set(
            found['PublicAccessBlockConfiguration'].values())), [{True}]),
        ('log buckets: keys of S3', buckets('get_bucket_encryption', algorithm), ['AES256']),
        ('log buckets: versioned', buckets('get_bucket_versioning', lambda found: found['Status']), ['Enabled']),
        ('log buckets: TLS only', buckets('get_bucket_policy', lambda found: denies_plain(found['Policy'])), [True]),
        ('log buckets: no access lists', buckets('get_bucket_ownership_controls', lambda found: found[
            'OwnershipControls']['Rules'][0]['ObjectOwnership']), ['BucketOwnerEnforced']),
    ],
    'fargate-service.md': [
        ('tasks in private subnets, without public addresses', service_network, ('DISABLED', True)),
        ('Fargate', of('task', 'requiresCompatibilities'), ['FARGATE']),
        ('the port is 8080', lambda house: container(house)['portMappings'][0]['containerPort'], 8080),
        ('the load balancer sends to it', lambda house: house.service()['loadBalancers'][0]['containerPort'], 8080),
        ('30 seconds to end', lambda house: container(house)['stopTimeout'], 30),
        ('a log driver that does not block', logging, ('non-blocking', 'task')),
        ('no setting of its own', lambda house: container(house).get('environment', []), []),
        ('circuit breaker and two alarms roll back', rollback, ({'enable': True, 'rollback': True}, True, True, 2)),
        ('a deployment keeps 100 % to 200 %', lambda house: (
            house.service()['deploymentConfiguration']['minimumHealthyPercent'],
            house.service()['deploymentConfiguration']['maximumPercent']), (100, 200)),
        ('no shell', of('service', 'enableExecuteCommand'), False),
        ('CPU at 70 %', of('tracking', 'TargetValue'), 70),
        ('more than 10 server errors in 2 of 4 minutes', alarm('ServiceRollbackTargetErrors'), '10 in 2 of 4 x 60 s'),
        ('a response time above 1 second in 5 of 7 minutes', alarm('ServiceRollbackLatency'), '1 in 5 of 7 x 60 s'),
        ('a tag stands for one image', of('repository', 'imageTagMutability'), 'IMMUTABLE'),
        ('images are scanned on push', of('repository', 'imageScanningConfiguration', 'scanOnPush'), True),
        ('30 images are kept, untagged ones for 7 days', image_counts,
         [('imageCountMoreThan', 30), ('sinceImagePushed', 7)]),
        ('the load balancer reaches the port, and nobody else', lambda house: [
            port for port, _who in admitted('ServiceSecurityGroup')(house)], [8080]),
        ('no role has an inline policy', lambda house: house.inline_policies(), []),
        ('each role is for one service of AWS', strange_principals, []),
        ('alarms look at what is there', strange_dimensions, []),
    ],
    'elastic-web-tier.md': [
        ('20 GiB of encrypted gp3', disk, ('/dev/xvda', {'Encrypted': True, 'VolumeSize': 20, 'VolumeType': 'gp3'})),
        ('optimised for EBS', of('launch', 'EbsOptimized'), True),
        ('IMDSv2 only', of('launch', 'MetadataOptions', 'HttpTokens'), 'required'),
        ('detailed monitoring', of('launch', 'Monitoring', 'Enabled'), True),
        ('no key pair', lambda house: house.launch().get('KeyName'), None),
        ('the load balancer says who is healthy, after 300 s', group_health, ('ELB', 300)),
        ('instances in the private subnets', lambda house: sorted(house.group()['VPCZoneIdentifier'].split(',')),
         lambda house: subnet_ids(house, 'Service')),
        ('one step adds 2, one removes 1, each after 300 s', lambda house: house.steps(), {2: 300, -1: 300}),
        ('CPU above 70 % for 2 x 120 s', alarm('TierScalingCpuStepsScaleOut'), '70 in 2 of 2 x 120 s'),
        ('CPU below 30 % for 5 x 120 s', alarm('TierScalingCpuStepsScaleIn'), '30 in 5 of 5 x 120 s'),
        ('alarms on errors', alarm('TierRollbackTargetErrors'), '10 in 2 of 4 x 60 s'),
        ('alarms on latency', alarm('TierRollbackLatency'), '1 in 5 of 7 x 60 s'),
        ('no SSH', lambda house: [port for port, _who in admitted('TierSecurityGroup')(house) if port == 22], []),
    ],
    'operations-topic.md': [
        ('encrypted with the key of the stack', topic_key, True),
        ('the key is rotated', rotation, True),
        ('messages without TLS are refused', lambda house: denies_plain(house.topic()['Policy']), True),
        ('CloudWatch and EventBridge may publish', publishers, ['cloudwatch.amazonaws.com', 'events.amazonaws.com']),
        ('both and the logs of the Region may use its key', users_of_key, [
            'cloudwatch.amazonaws.com', 'events.amazonaws.com', 'logs.eu-west-1.amazonaws.com']),
        ('it is told when an alarm begins and when it ends', told, {True}),
    ],
}

PRODUCTION = {
    'valkey-cache.md': [
        ('a replica takes over by itself, in another zone', failover, ('enabled', 'enabled')),
    ],
    'load-balancing.md': [
        ('the firewall knows addresses, attacks, input and SQL', rule_groups, [[
            'AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesCommonRuleSet',
            'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesSQLiRuleSet']] * 2),
        ('it blocks clients above 2000 requests', request_limits, [2000, 2000]),
    ],
}


def keep(report, profile, house):
    pages = {**PAGES, **{f'{page} (production)': each for page, each in PRODUCTION.items()}}
    for page, promises in pages.items():
        if page not in PAGES and profile not in ('production', 'regulated'):
            continue
        for promise, read, wanted in promises:
            report.check(f'{profile}: {page}: {promise}', lambda: read(house),
                         (lambda: wanted(house)) if callable(wanted) else wanted)
