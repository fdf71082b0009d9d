// where the rules of the relations stand, so that one can be switched off: a test that stays green then shows nothing.

/**
 * A file below `src/`, a text that stands there once, and what takes its place where the rule is off. Left out, the
 * innermost problem, return value or statement around the text goes.
 */
export type Rule = readonly [file: string, place: string, off?: string];

/** By the relation, as `SEAMS` has it. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  'target groups of another protocol': [['ingress/traffic-split.ts', 'must: `be that of ${other?.path}']],
  'a load balancer that becomes internal': [
    ['ingress/holders.ts', 'loadBalancer.internetFacing ? \'InternetFacing\'', 'true ? \'InternetFacing\''],
  ],
  'a load balancer in place of another one': [
    ['ingress/holders.ts', '`Existing${address.slice(-8).toUpperCase()}`', '\'Existing\''],
  ],
  'one NAT gateway for all zones in place of one each': [
    ['network/regional-nat.ts', '(subnet as Subnet).addDefaultNatRoute('],
    ['network/regional-nat.ts', 'availabilityMode: \'regional\', ', 'subnetId: vpc.publicSubnets[0].subnetId, '],
    [
      'network/regional-nat.ts',
      'vpc.internetConnectivityEstablished, attachment!',
      'vpc.internetConnectivityEstablished',
    ],
  ],
  'the number of shards of a cache': [
    ['cache/cluster-mode-variants.ts', '...integer(prop, shards, {'],
    ['cache/cluster-mode-variants.ts', 'updatePolicy = { useOnlineResharding: true }', 'updatePolicy = undefined'],
  ],
  'an origin of CloudFront that is in use': [
    ['ingress/vpc-origin.ts', 'addPropertyDeletionOverride(\'Tags\')'],
    ['ingress/vpc-origin.ts', 'isKnown(port) ? port : \'\'', '\'\''],
  ],
  'what a database is made anew for': [
    ['database/instance.ts', 'description: \'Parameters of a PostgreSQL database\'', 'description: \'Parameters\''],
  ],
  'gRPC and HTTP/2 without TLS': [
    ['ingress/target-protocol.ts', 'must: \'be TargetProtocol.http1 for a listener with plain HTTP\''],
  ],
  'gRPC and HTTP/2 on instances': [['ingress/target-protocol.ts', 'must: \'be TargetProtocol.http1 for instances\'']],
  'the health of gRPC': [
    ['ingress/target-protocol.ts', 'must: \'not be given with gRPC\''],
    ['ingress/target-protocol.ts', 'must: \'be codes from 0 to 99'],
  ],
  'the codes of the other protocols': [['ingress/target-protocol.ts', 'must: \'not be given\', got: healthyGrpcCodes']],
  'sessions of gRPC clients, which keep no cookies': [['ingress/attach.ts', '\'cdk-elastic-web:stickyGrpc\'']],
  'IPv6 where the VPC has none': [['ingress/placement-problems.ts', 'in a VPC without IPv6 addresses`']],
  'a log-in without public IPv4': [
    ['ingress/login-problems.ts', 'must: \'not be given for a load balancer without public IPv4 addresses\''],
  ],
  'addresses to save where there are none': [['ingress/placement-problems.ts', 'must: \'keep IPv4 where']],
  'targets of IPv6': [
    ['ingress/target-group.ts', 'vpc: target.vpc,', 'vpc: target.vpc, ipAddressType: \'ipv6\' as never,'],
  ],
  'names of a load balancer with IPv6': [
    ['ingress/dns-records.ts', '...hasIpv6 ? [new AaaaRecord(scope, \'DnsRecordIpv6\', props)] : [],', ''],
  ],
  'the way out over IPv6': [
    ['workload/workload-network.ts', 'hasIpv6Addresses(vpc) || undefined', 'undefined'],
    ['workload/workload-network.ts', 'hasIpv6Addresses(vpc) || undefined', 'true'],
  ],
  'NAT beside IPv6': [['network/network.ts', '{ cidrMask, ...NO_IPV6_BY_ITSELF }', '{ cidrMask }']],
  'certificates of clients without TLS, or behind CloudFront': [
    ['ingress/web-load-balancer-problems.ts', '\'tls.mutualTls\': tls.mutualTls,', ''],
    [
      'ingress/web-load-balancer-problems.ts',
      'prop: at(\'tls.mutualTls\'), must: \'not be given with "contentDelivery"\'',
    ],
  ],
  'a third listener that verifies': [['ingress/web-load-balancer.ts', 'must: `be one of the ${MAX_VERIFIED}']],
  'a trust store': [['ingress/mutual-tls.ts', 'advice: \'a load balancer uses trust stores of its own Region\'']],
  'a new bundle of certificates': [['ingress/mutual-tls.ts', '\'cdk-elastic-web:trustStoreVersion\'']],
  'one priority of two rules': [
    ['ingress/listener-rule.ts', 'must: `differ from those of ${same.path}'],
    ['ingress/priorities.ts', 'must: `be unique on the listener'],
  ],
  'more values than a rule has': [
    ['ingress/conditions.ts', 'at(`paths[${i}]`), path, PATH_PATTERN'],
    ['ingress/conditions.ts', 'must: `have at most ${MAX_VALUES} values'],
    ['ingress/conditions.ts', 'must: `have at most ${MAX_WILDCARDS} wildcards'],
  ],
  'more groups than a rule forwards to': [
    ['ingress/traffic-split.ts', 'must: `have at most ${MAX_SERVICES} services`'],
  ],
  'a shared load balancer whose group lets nothing out': [
    ['ingress/outbound.ts', 'new CfnSecurityGroupEgress(parent as Construct, id, {'],
  ],
  'a private zone, in which no certificate is proved': [['ingress/tls.ts', 'must: \'be given with a private zone\'']],
  'a security group that is added afterwards': [
    ['workload/workload-network.ts', 'validate: () => addedGroupProblems(connections)'],
  ],
  'an imported KMS key of what is read': [
    ['core/secret-keys.ts', 'encryptionKey && !isMade(encryptionKey)', 'encryptionKey'],
    ['core/secret-keys.ts', 'encryptionKey && !isMade(encryptionKey)', 'false'],
  ],
  'several groups of private subnets': [
    ['network/subnet-groups.ts', '\'cdk-elastic-web:severalSubnetGroups\''],
  ],
  'alarms that are added later': [
    [
      'fargate-service/rollout/ecs-service.ts',
      'if (this.deploymentAlarms) this.deploymentAlarms = {',
      'if (false) this.deploymentAlarms = {',
    ],
  ],
  'cluster mode by a parameter': [['cache/problems.ts', '...oneOf(\'parameters.cluster-enabled\'']],
  'a shared file system in two stacks': [
    ['fargate-service/task/volume.ts', 'fileSystem === undefined\n      ? [{', 'false\n      ? [{'],
  ],
  'a restore with the user of the snapshot': [
    ['database/credentials-variants.ts', 'isRestored || !isReservedUser', '!isReservedUser'],
    ['database/engine-problems.ts', 'snapshotIdentifier !== undefined || isFree()', 'isFree()'],
    ['database/instance.ts', 'if (snapshotIdentifier === undefined) {', '{'],
  ],
  'no task at all': [['scaling/scaling-problems.ts', 'must: \'have a policy that starts the first one']],
  'an import that does not know enough': [
    ['fargate-service/cluster-problems.ts', 'must: \'know its VPC\''],
    ['ingress/domain.ts', 'must: \'be a hosted zone that knows its name\''],
    ['network/addresses.ts', 'must: \'be a VPC that knows its addresses\''],
  ],
  'a proxy in front of the application': [
    ['fargate-service/task/sidecar-variant.ts', 'must: \'be true where the container receives the requests\''],
    ['fargate-service/task/sidecar-variant.ts', 'must: \'be given where the container receives the requests\''],
  ],
  'calls that take longer than 15 seconds': [
    [
      'fargate-service/task/service-connect.ts',
      'if (idleTimeout !== undefined || !isKnown(perRequestTimeout)) return',
      'if (true) return',
    ],
  ],
  'logs that go elsewhere': [
    ['fargate-service/task/fire-lens.ts', 'must: \'be left out without an'],
    ['fargate-service/task/fire-lens.ts', '...text(`${prop}.configFile`'],
  ],
  'a service that leaves what it shares': [],
  'stickiness that is switched on beside weights': [['ingress/attach.ts', '\'cdk-elastic-web:stickyTrafficShift\'']],
  'a load balancer or a split in another VPC': [
    ['ingress/vpc-problems.ts', 'must: \'lead through a load balancer in the VPC of the service\''],
    ['ingress/joined-groups.ts', 'must: \'be in the VPC of the load balancer\''],
  ],
  'a load balancer and a listener that do not belong together, or not here': [
    ['ingress/existing-relations.ts', 'must: `be a listener of ${loadBalancer.node.path}`'],
    ['ingress/vpc-problems.ts', 'return placeProblems(scope, {'],
    ['ingress/existing-relations.ts', 'must: \'be an Application Load Balancer\', got: loadBalancerArn'],
  ],
  'what is fetched from another Region without a way there': [['network/other-regions.ts', 'return things.flatMap(']],
  'a user pool of another place': [['ingress/cognito-relations.ts', '...placeProblems(scope, {']],
  'a client that calls back to another name': [['ingress/cognito-relations.ts', 'must: `call back ']],
  'targets in a zone without the load balancer': [
    ['ingress/vpc-problems.ts', 'must: \'lead through a load balancer in all zones'],
  ],
  'files in a zone without a mount target': [
    ['fargate-service/task/volume.ts', 'must: \'be of a file system with a mount target'],
  ],
  'CloudFront in front of a VPC that it cannot enter': [
    ['network/internet-gateway.ts', 'must: \'have an internet gateway\''],
  ],
  'a certificate of CloudFront for another name': [['ingress/content-delivery.ts', 'must: `be for "${domainName}"`']],
  'HTTP/2 with a plain listener of testers': [['ingress/test-listener.ts', 'must: \'speak HTTPS where targets']],
  'a group of subnets that the VPC lacks': [['network/subnet-selection.ts', 'prop: `${prop}.subnetGroupName`']],
  'a VPC of another Region': [['network/vpc-place.ts', '...placeProblems(scope, {']],
  'subnets of another VPC': [['core/vpcs.ts', 'must: `be a subnet of ${vpc.node.path}`']],
  'a security group of another VPC': [['core/vpcs.ts', 'must: `be a security group of ${vpc.node.path}`']],
  'a cluster of another place': [
    ['core/vpcs.ts', 'must: `be in the VPC of the ${of}`'],
    ['fargate-service/cluster-problems.ts', '...placeProblems(scope, {'],
  ],
  'a certificate of another place': [
    ['ingress/tls.ts', 'must: `be in ${region}`'],
    ['ingress/tls.ts', 'return placeProblems(loadBalancer, {'],
  ],
  'a web ACL of another place': [
    ['ingress/firewall.ts', 'return placeProblems(scope, {'],
    ['ingress/content-delivery.ts', '\'be the ARN of a web ACL for CloudFront, in us-east-1\''],
  ],
  'a log bucket of another place': [
    ['ingress/access-logs.ts', 'return problems.length > 0 ? problems :', 'return problems.length > 0 ? [] :'],
  ],
  'a key that does not encrypt here': [
    ['core/keys.ts', 'must: \'be a symmetric key for encryption\''],
    ['core/keys.ts', '...placeProblems(scope, {'],
  ],
  'a snapshot of another Region': [['database/problems.ts', '...placeProblems(scope, {']],
  'an alarm of another place': [['workload/rollback-alarms.ts', '...placeProblems(scope, {']],
  'a topic of another place': [
    ['signal/topic-problems.ts', 'return placeProblems(subject, {'],
    ['backend/topic-backend.ts', '...placeProblems(this, {'],
  ],
  'a secret of another partition': [
    ['core/secrets.ts', 'is: { partition, account, made }', 'is: { account, made }'],
  ],
  'an image of another partition': [
    ['workload/image-reference.ts', 'is: { partition, account, made }', 'is: { account, made }'],
  ],
  'a backend of another Region': [['backend/connect-problems.ts', 'must: `be in the ${field === \'region\'']],
  'one name of two load balancers': [['ingress/dns-records.ts', 'must: `have one DNS record']],
  'one name of two servers, one volume of two tiers, one secret of two databases': [
    ['fargate-service/task/service-connect.ts', 'must: \'be unique in its namespace\''],
    ['elastic-web-tier/compute/existing-data-volume.ts', 'must: \'be a volume that no other instance has\''],
    ['database/existing-secret.ts', 'must: \'be attached to nothing yet\''],
  ],
  'a host that no known certificate is for': [['ingress/certificate-names.ts', '\'cdk-elastic-web:uncertifiedHost\'']],
  'a rule in the shadow of another one': [
    ['ingress/shadows.ts', 'return [shadow(prop, \'below\', path, theirs, priority)];'],
    ['ingress/shadows.ts', 'return [shadow(prop, \'above\', path, theirs, priority)];'],
  ],
  'closed lists': [
    ['ingress/tls.ts', 'must: `be the name of a security policy'],
    ['core/time-zones.ts', 'must: \'be a time zone of IANA'],
    ['scaling/cron.ts', 'must: `be a day that month'],
    [
      'cache/problems.ts',
      'oneOf(\'parameters.maxmemory-policy\', parameters[\'maxmemory-policy\'], EVICTION_POLICIES)',
      '[]',
    ],
  ],
  'a deployment that never moves': [
    ['fargate-service/rollout/rolling-deployment.ts', 'must: \'leave room to replace a task'],
  ],
  'a listener of testers': [
    ['ingress/test-listener.ts', 'must: \'be another listener than that of the users'],
    [
      'ingress/existing-relations.ts',
      'placeProblems(loadBalancer, { prop, is: whereaboutsOfArn(listenerArn), sameAccount: true, advice })',
      '[]',
    ],
  ],
  'settings that do not fit': [
    ['fargate-service/task/definition-size.ts', 'must: `leave the task definition at most'],
    ['elastic-web-tier/elastic-web-tier-problems.ts', 'must: `take at most ${MAX_SETTINGS_BYTES} bytes`'],
    ['fargate-service/task/definition-size.ts', 'return bytes <= MAX_BYTES'],
    ['elastic-web-tier/launch/settings.ts', 'validate: () => this.sizeProblems()'],
  ],
  'memory of the application': [['fargate-service/task/sidecar-problems.ts', 'must: `leave the application at least']],
  'schedules of a group': [
    ['scaling/schedules-problems.ts', 'must: `have at most ${most} schedules`'],
    ['scaling/schedules-problems.ts', 'must: `begin at another time'],
    ['scaling/schedules-problems.ts', 'must: `agree with'],
  ],
  'the machine of a tier': [
    ['elastic-web-tier/elastic-web-tier-problems.ts', 'must: \'be Amazon Linux 2023\''],
    ['elastic-web-tier/launch/instance-type.ts', 'must: \'be a virtual type for a single instance'],
    ['elastic-web-tier/launch/instance-type.ts', 'must: \'be a type that runs Linux\''],
    ['elastic-web-tier/elastic-web-tier-problems.ts', 'must: \'be a type that runs Amazon Linux 2023\''],
  ],
  'the files and programs of an instance': [
    ['elastic-web-tier/compute/data-volume-variant.ts', 'must: \'not be a folder of the system\''],
    ['core/variables.ts', 'must: `have no variable that hides the programs'],
    ['elastic-web-tier/bootstrap/script-bootstrap.ts', '`${prop}.start`, start, /\\S[^\\r\\n]*/'],
    ['elastic-web-tier/bootstrap/script-bootstrap.ts', 'must: \'be a line of bash without a carriage return\''],
    ['elastic-web-tier/bootstrap/compose-file.ts', 'must: \'need no other file\''],
    ['elastic-web-tier/bootstrap/compose-file.ts', 'must: \'have "services"\''],
  ],
  'private images by other names of their registry': [
    ['workload/image-reference.ts', '|| !PRIVATE_REGISTRY.test(name)', '|| true'],
  ],
  'versions, classes and credentials of a database': [
    ['database/engine-problems.ts', 'return relation(problem, [name]'],
    ['database/engine-problems.ts', 'must: `be of its major version'],
    ['core/secrets.ts', 'must: `have the ${fields.length'],
    ['database/existing-secret.ts', 'must: `be that of the secret'],
    ['core/keys.ts', 'must: \'be a symmetric key for encryption\''],
  ],
  'a proxy in a VPC of dedicated tenancy': [
    ['database/pooling-variants.ts', 'must: \'be Pooling.none() in a VPC of dedicated tenancy\''],
  ],
  'types, versions and tokens of a cache': [
    ['cache/problems.ts', '...text(\'nodeType\''],
    ['cache/problems.ts', '\'be a version of Valkey from 7.2'],
    ['cache/problems.ts', '...text(\'parameters\', name, PARAMETER'],
    ['cache/problems.ts', 'must: \'be a text\''],
    ['cache/token-problems.ts', 'one of ${passwordLength} characters'],
    ['cache/token-problems.ts', 'inWords(\'one with any punctuation\')'],
    ['cache/token-problems.ts', '[{ prop, must, got: inWords(\'another one\') }]', '[]'],
  ],
  'a topic that nobody could publish to': [
    ['signal/topic-problems.ts', 'must: \'have a topic with a customer managed key'],
  ],
  'what languages without types can pass': [
    ['core/variables.ts', 'must: prop === \'environment\' ? \'be a text\' : \'be a secret\''],
    ['elastic-web-tier/bootstrap/compose-file.ts', 'must: \'be the path of a Compose file\''],
    ['core/shapes.ts', 'must: \'be a VPC\''],
    ['core/outputs.ts', 'must: \'be given once, because the outputs exist already\''],
    ['core/kinds.ts', 'return isOf(type, value) ? []', 'return true ? []'],
    ['workload/image-build.ts', 'must: \'be a directory with a Dockerfile\''],
  ],
  'lengths and sizes in another unit': [['core/quantities.ts', 'prop, must: `be made with ${factory}']],
  'one port of traffic and health check': [
    ['elastic-web-tier/bootstrap/container-bootstrap.ts', 'healthPort && healthPort !== published', 'healthPort'],
  ],
  'versions with extended support': [['database/engine-problems.ts', '(?:-R\\d+|-rds\\.\\d{8})?', '']],
  'a domain name beside hosts with wildcards': [
    [
      'ingress/route-problems.ts',
      '!entriesOf(hosts).some((host) => takesHost(host, domainName))',
      '!entriesOf(hosts).includes(domainName)',
    ],
  ],
  'settings that only sound like secrets': [
    ['core/variables.ts', 'must: \'hold no secrets\''],
    ['core/variables.ts', ' && !words.some((word) => OPEN_WORDS.includes(word))', ''],
  ],
  'an internal ingress without certificate': [['ingress/tls.ts', 'prop: at(\'certificate\'), must: \'be given, or']],
  'windows of maintenance': [['core/maintenance-windows.ts', 'must: `last at most ${longest} minutes`']],
  'functions between the stages of a deployment': [
    ['fargate-service/rollout/lifecycle-hooks.ts', 'hook instanceof DeploymentLifecycleLambdaTarget\n', 'false\n'],
  ],
  'credentials of a registry': [['fargate-service/problems.ts', '...secretPlaceProblems(scope, `${prop}.credentials`']],
  'a data volume of another account': [
    ['elastic-web-tier/compute/existing-data-volume.ts', '...placeProblems(scope, {'],
  ],
  'a dead-letter queue of elsewhere': [
    ['monitoring/monitored/sqs.ts', '...placeProblems(queue, {'],
    ['monitoring/monitored/sqs.ts', 'must: \'be another queue\''],
  ],
  'a namespace or a file system of another Region': [
    ['fargate-service/task/service-connect.ts', 'return placeProblems(scope, {'],
    ['fargate-service/task/volume.ts', 'whereaboutsOfArn(accessPoint.accessPointArn)', '{}'],
  ],
  'something of another stage': [
    ['core/reach.ts', 'prop, must: `be made in ${nameOf(ours)}, or imported`'],
    [
      'core/whereabouts.ts', 'return stageProblems(scope, prop, thing && isMade(thing) ? thing : is.made)',
      'return []',
    ],
    ['backend/connect-problems.ts', '? stageProblems(client, \'backend\', backend)', '? []'],
    ['fargate-service/job-problems.ts', ': stageProblems(scope, \'service\', service)', ': []'],
    ['ingress/access-logs.ts', '|| Stage.of(policy) !== Stage.of(loadBalancer)', ''],
  ],
  'something that the app makes in another account': [
    ['core/reach.ts', 'prop, must: `be made in the account ${ours} of the stack, or imported`'],
  ],
  'a bucket of another partition': [
    ['backend/bucket-backend.ts', 'whereaboutsOf(bucket, bucket.bucketArn)', 'whereaboutsOf(bucket)'],
    ['ingress/access-logs.ts', 'whereaboutsOf(bucket, bucket.bucketArn)', 'whereaboutsOf(bucket)'],
  ],
  'a target group of another load balancer': [
    ['ingress/joined-groups.ts', 'prop: PROP, must: `be of no other load balancer than'],
  ],
  'one alarm by two imports': [
    ['workload/rollback-alarms.ts', 'isSame(one.alarmName, other.alarmName) === true ||', ''],
  ],
  'one security group by two imports': [
    ['core/remote-rules.ts', 'rule.toPort === toPort).length > 0', 'rule.toPort === toPort).length < 0'],
  ],
  'security groups that the app closes': [
    ['core/remote-rules.ts', '  letOut(client, group, port, description);\n', ''],
    ['workload/workload-network.ts', '  letOutToAws(securityGroup, vpc);\n', ''],
    ['workload/workload-network.ts', '  letOut(group, ec2.Peer.anyIpv6(), HTTPS, \'AWS services by IPv6\');\n', ''],
  ],
  'a key by its alias': [
    ['core/secret-keys.ts', 'aliasOf(key) === undefined) return;', 'true) return;'],
    ['core/secret-keys.ts', '...PARAMETERS.named(scope, thing).map(({ value }) => [value, \'ssm\'] as const),', ''],
  ],
  'a log bucket of several load balancers': [
    ['ingress/access-logs.ts', '${place === 0 ? \'\' : place + 1}', ''],
  ],
  'the scheme and the port of a listener of the app': [
    ['ingress/existing-rule.ts', 'isPlainHttp(listener) ? [\'http\', 80] : [', 'false ? [\'http\', 80] : ['],
    ['ingress/existing-rule.ts', '${port === usual ? \'\' : `:${port}`}', ''],
  ],
  'a secret of another stack for a database': [
    ['database/existing-secret.ts', 'isMade(secret) && Stack.of(secret)', 'false && Stack.of(secret)'],
  ],
  'one listener or zone by two imports': [
    [
      'ingress/test-listener.ts',
      'isSame(listener.listenerArn, users.listener?.listenerArn) === true',
      'listener === users.listener',
    ],
    ['ingress/dns-records.ts', 'id.replace(/^\\/hostedzone\\//, \'\')', 'id'],
  ],
  'something of another stage by its id': [
    ['core/vpcs.ts', 'is: whereaboutsOf(group, group.securityGroupId)', 'is: {}'],
    ['core/vpcs.ts', 'is: whereaboutsOf(subnet, subnet.subnetId)', 'is: {}'],
    ['core/whereabouts.ts', 'return { ...partsOf(arn), made: madeIn(arn) }', 'return partsOf(arn)'],
    ['core/whereabouts.ts', 'made: referredBy(uniqueId)', ''],
    ['ingress/content-delivery.ts', 'prop, is: { account, made }, sameAccount: true', 'prop, is: {}'],
    ['ingress/content-delivery.ts', '...stageProblems('],
    ['scaling/backlog-queries.ts', '...(metricStat?.dimensions ?? []).flatMap('],
    ['ingress/split-host.ts', '...stageProblems(split, \'loadBalancer\', loadBalancer)'],
    ['network/vpc-place.ts', 'whereaboutsOf(vpc, vpc.vpcId)', 'whereaboutsOf(vpc)'],
    ['prometheus/grafana/amazon-grafana.ts', '...groupPlaceProblems('],
  ],
  'something of another app': [
    ['core/reach.ts', 'prop, must: \'be made in this app, or imported\''],
    ['ingress/cognito-relations.ts', '...stageProblems(scope, `${prop}.userPoolClient`, client)'],
    ['monitoring/monitoring.ts', '...subjects.flatMap('],
    ['monitoring/monitoring.ts', 'scope?.node ? appProblems(this, \'scope\', scope) : []', '[]'],
  ],
  'a stack with an environment and one without': [
    ['core/reach.ts', 'prop, must: `be made in a stack that ${'],
    ['core/reach.ts', 'isNamed(thing) ? environmentProblems(scope, prop, thing) : []', '[]'],
  ],
  'something without a name in another account or Region': [
    ['core/reach.ts', 'prop, must: \'have a name where it is made, or be imported\''],
    ['workload/image-reference.ts', 'namelessProblems(scope, prop, made)', '[]'],
    ['core/secrets.ts', 'namelessProblems(scope, prop, made)', '[]'],
    ['ingress/access-logs.ts', 'namelessProblems(scope, prop, bucket)', '[]'],
    ['ingress/authentication-variant.ts', '...namelessProblems(scope, `${prop}.clientSecret`, clientSecret)'],
    ['queue/problems.ts', '...otherAccountProblems(scope, \'encryptionKey\''],
  ],
  'a key of the app in another stack than the reader': [
    ['core/secret-keys.ts', 'Construct.isConstruct(principal) && Stack.of(key) !== Stack.of(principal)', 'false'],
    ['core/distant-secrets.ts', 'source && hasDistantKey(scope, source)', 'false'],
    ['core/distant-secrets.ts', 'if (!hasDistantKey(scope, secret))', 'if (true)'],
  ],
  'a backend in another VPC': [['backend/other-vpc.ts', '\'cdk-elastic-web:backendInOtherVpc\'']],
};
