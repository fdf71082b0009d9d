// what is refused and what is taken where the library meets what a company has already, and the tests that show it.

/** A file below `test/`, without its ending, and the titles of tests in it. */
export type Shown = readonly [file: string, ...titles: string[]];

/** A relation: what is refused or warned of, and what is taken, or written into the template. */
export interface Seam {
  readonly what: string;
  readonly refused?: readonly Shown[];
  readonly taken?: readonly Shown[];
}

export const SEAMS: readonly Seam[] = [
  // what replaces, or cannot change.
  {
    what: 'target groups of another protocol',
    refused: [['ingress/protocols', 'a split whose services speak another one']],
    taken: [
      ['ingress/protocols',
        'have no name, under which AWS could not make the groups of another protocol',
        'keep two groups of one protocol where a deployment shifts traffic',
      ],
    ],
  },
  {
    what: 'a load balancer that becomes internal',
    taken: [['ingress/ingress', 'changes with the scheme of the load balancer']],
  },
  {
    what: 'a load balancer in place of another one',
    taken: [['ingress/existing', 'another one means other target groups']],
  },
  {
    what: 'one NAT gateway for all zones in place of one each',
    taken: [
      ['network/variants',
        'keeps subnets and routes of the other ways, so that it can be had later',
        'is one for the VPC, with addresses of its own and in no subnet',
        'waits for the internet gateway and for its attachment to the VPC',
      ],
    ],
  },
  {
    what: 'the number of shards of a cache',
    refused: [['cache/cluster-mode', 'a whole number of shards: not %d']],
    taken: [['cache/cluster-mode', 'moves keys and is not replaced when the number of shards changes']],
  },
  {
    what: 'an origin of CloudFront that is in use',
    taken: [
      ['ingress/content-delivery',
        'is not touched by a tag of the whole app',
        'is another one, under another name, for another port',
      ],
    ],
  },
  {
    what: 'what a database is made anew for',
    taken: [
      ['database/postgres-database',
        'has a parameter group whose description never changes, because a change would replace it',
      ],
    ],
  },
  // protocols of a load balancer.
  {
    what: 'gRPC and HTTP/2 without TLS',
    refused: [
      ['ingress/protocols',
        'HTTP/2 over plain HTTP',
        'plain HTTP of a shared load balancer',
        'plain HTTP of one of others',
        'plain HTTP inside',
      ],
    ],
    taken: [['ingress/protocols', 'a shared load balancer with HTTPS']],
  },
  {
    what: 'gRPC and HTTP/2 on instances',
    refused: [['ingress/protocols', 'instances']],
    taken: [
      ['ingress/protocols', 'targets that speak HTTP/2 are asked by path and code, and HTTP/1.1 is not written down'],
    ],
  },
  {
    what: 'the health of gRPC',
    refused: [['ingress/protocols', 'HTTP codes', 'codes above 99', 'a range from the end']],
    taken: [
      ['ingress/protocols',
        'are asked by the health service of gRPC, and a plain hop leads to them',
        'codes at the limits',
        'codes that are known later',
      ],
    ],
  },
  {
    what: 'the codes of the other protocols',
    refused: [['contract/wrong-inputs/ways-in', 'codes of gRPC for HTTP']],
    taken: [['ingress/protocols', 'another interval and path']],
  },
  {
    what: 'sessions of gRPC clients, which keep no cookies',
    refused: [['ingress/protocols', 'have clients without cookies, which is said where sessions are asked for']],
  },
  {
    what: 'IPv6 where the VPC has none',
    refused: [['ingress/placement', 'fails in a VPC that has no such addresses, and not in one that does not say']],
    taken: [['contract/wrong-inputs/valid', 'IPv6 in a network with both kinds of addresses']],
  },
  {
    what: 'a log-in without public IPv4',
    refused: [['ingress/placement', 'with a log-in and no IPv4']],
    taken: [['ingress/placement', 'says so']],
  },
  {
    what: 'addresses to save where there are none',
    refused: [['ingress/placement', 'inside, without public addresses to save']],
  },
  {
    what: 'targets of IPv6',
    taken: [['ingress/placement', 'speaks to its targets over IPv4, so that any account and any subnet will do']],
  },
  {
    what: 'names of a load balancer with IPv6',
    taken: [
      ['ingress/placement', 'has a name of both kinds, for its own service and for one behind it'],
      ['ingress/content-delivery', 'is where the name leads to, over IPv4 and IPv6'],
    ],
  },
  {
    what: 'the way out over IPv6',
    taken: [
      ['workload/ipv6',
        'reach the internet over IPv6 too, in a network that has it',
        'have no rule for IPv6 in a network of IPv4',
      ],
    ],
  },
  {
    what: 'NAT beside IPv6',
    taken: [
      ['network/variants', 'has addresses of Amazon for every subnet, none by itself, and the NAT gateways still'],
    ],
  },
  {
    what: 'certificates of clients without TLS, or behind CloudFront',
    refused: [['ingress/protocols', 'plain HTTP', 'CloudFront']],
    taken: [['ingress/protocols', 'are verified, passed on, or no longer asked for, on the listener with TLS alone']],
  },
  {
    what: 'a third listener that verifies',
    refused: [['ingress/protocols', 'are verified on two listeners of a load balancer, and no third']],
  },
  {
    what: 'a trust store',
    refused: [['ingress/protocols', 'a trust store of another Region']],
    taken: [['ingress/protocols', 'may be those of a trust store that another account shares']],
  },
  {
    what: 'a new bundle of certificates',
    refused: [['ingress/protocols', 'are told apart by the version of their object, and its lack is a warning']],
  },
  {
    what: 'one priority of two rules',
    refused: [
      ['ingress/existing', 'of the same app, services share a listener, and equal rules are rejected'],
      ['ingress/relations', 'that the user made has its priority, and its shadow is a warning'],
    ],
    taken: [['ingress/problems', 'accepts the priority %d']],
  },
  {
    what: 'more values than a rule has',
    refused: [
      ['contract/wrong-inputs/ways-in', 'a path of 129 characters'],
      ['ingress/problems', 'fails for six values', 'fails for seven wildcards'],
    ],
    taken: [['contract/wrong-inputs/valid', 'a path of 128 characters']],
  },
  {
    what: 'more groups than a rule forwards to',
    refused: [['ingress/traffic-split', 'for the sixth service']],
    taken: [['ingress/traffic-split', 'sends requests to instances and tasks by weight through one rule']],
  },
  // public reports.
  {
    what: 'a shared load balancer whose group lets nothing out',
    refused: [
      ['contract/network-paths',
        'load balancers are let out to their targets, imported ones too, and to nothing else',
      ],
    ],
    taken: [
      ['contract/network-paths',
        'clients reach load balancers, these reach their targets, and nothing else is let in',
      ],
    ],
  },
  {
    what: 'a private zone, in which no certificate is proved',
    refused: [['ingress/relations', 'that VPCs alone see proves no certificate']],
    taken: [['contract/wrong-inputs/valid', 'a private zone for a load balancer inside']],
  },
  {
    what: 'a security group that is added afterwards',
    refused: [['fargate-service/relations', 'a security group that is added and would not be attached is an error']],
    taken: [['workload/placement', 'stands there, with its own group and theirs']],
  },
  {
    what: 'an imported KMS key of what is read',
    refused: [['database/relations', 'get no such right for a key of the app, whose policy says it']],
    taken: [
      ['database/relations',
        'may decrypt it: %s',
        'may decrypt it: a cache',
        'may decrypt it: a backend that exists',
      ],
      ['database/replica', 'may decrypt a copy whose key the app imports'],
    ],
  },
  {
    what: 'several groups of private subnets',
    refused: [
      ['workload/placement', 'several groups of private subnets give a warning, for both services'],
      ['cache/relations', 'are said where the library has to choose among groups of subnets'],
      ['ingress/placement', 'are named as unclear where several groups would do'],
    ],
    taken: [['workload/placement', 'one group gives none']],
  },
  {
    what: 'alarms that are added later',
    taken: [['fargate-service/relations', 'alarms that are added later roll a deployment back too']],
  },
  {
    what: 'cluster mode by a parameter',
    refused: [
      ['cache/relations', 'no cluster mode by a parameter'],
      ['contract/bad-input/cache', 'a parameter against cluster mode'],
    ],
    taken: [['cache/cluster-mode', 'tells its clients the endpoint of the cluster, and that it is one']],
  },
  {
    what: 'a shared file system in two stacks',
    refused: [['fargate-service/task/volumes', 'an access point that knows no file system']],
    taken: [
      ['fargate-service/task/volumes',
        'admit the tasks by a rule in the stack of the service',
        'get no policy of their own, which would lock others out',
      ],
    ],
  },
  {
    what: 'a restore with the user of the snapshot',
    taken: [
      ['database/relations', 'brings its user and its name, also those that RDS would not take today'],
      ['database/credentials', 'takes user and database from the snapshot, and a new password'],
    ],
  },
  {
    what: 'no task at all',
    refused: [['contract/wrong-inputs/workloads', 'a range from zero by requests']],
    taken: [
      ['fargate-service/relations', 'no task at all is a number of tasks'],
      ['elastic-web-tier/relations', 'may be no instance at all'],
      ['scaling/backlog-per-target', 'starts the first task from zero, which target tracking never does'],
    ],
  },
  {
    what: 'an import that does not know enough',
    refused: [
      ['fargate-service/relations', 'knows its VPC'],
      ['ingress/relations',
        'that was imported without its name is a problem, and no error of the CDK',
        'is a problem where the whole VPC may connect',
      ],
    ],
    taken: [['ingress/relations', 'is none where somebody is named']],
  },
  {
    what: 'a proxy in front of the application',
    refused: [['contract/wrong-inputs/workloads', 'a proxy that may end', 'a proxy without a port']],
    taken: [['fargate-service/task/sidecar-target', 'is the target of the load balancer, and the task ends with it']],
  },
  {
    what: 'calls that take longer than 15 seconds',
    taken: [['fargate-service/task/service-connect', 'a long request raises the time that a connection may be idle']],
  },
  {
    what: 'logs that go elsewhere',
    refused: [
      ['contract/wrong-inputs/workloads',
        'a configuration of a router in a bucket',
        'a configuration of a router in the image of AWS',
      ],
    ],
    taken: [['fargate-service/task/logging', 'leave every container through the router, which they start after']],
  },
  {
    what: 'a service that leaves what it shares',
    refused: [['contract/weak-references', 'holds them by exports, unless the app says otherwise']],
    taken: [['contract/weak-references', 'may leave them in any order where references are weak']],
  },
  {
    what: 'stickiness that is switched on beside weights',
    refused: [['ingress/relations', 'and sessions of users make the weights less certain, which is said']],
  },
  // relations.
  {
    what: 'a load balancer or a split in another VPC',
    refused: [
      ['contract/wrong-inputs/ways-in', 'a load balancer in another VPC', 'a target group of another VPC'],
      ['ingress/relations', 'of a split in another VPC is a problem'],
    ],
    taken: [['ingress/existing', 'may stay unknown']],
  },
  {
    what: 'a load balancer and a listener that do not belong together, or not here',
    refused: [
      ['ingress/relations',
        'of another load balancer that the app makes',
        'of another imported load balancer',
        'of a load balancer of another account',
        'of a load balancer of another Region',
        'of a Network Load Balancer',
      ],
    ],
    taken: [['ingress/existing', 'may stay unknown']],
  },
  {
    what: 'what is fetched from another Region without a way there',
    refused: [
      ['contract/wrong-inputs/far',
        'a secret of another Region without NAT',
        'an image of another Region without NAT',
        'credentials of a registry in another Region without NAT',
        'a secret of another Region for instances without NAT',
        'an image of another Region for instances without NAT',
        'a secret of another Region for a job without NAT',
        'an image of another Region for a job without NAT',
        'a secret of another Region of what a service is connected to, without NAT',
        'an image of another Region for Prometheus without NAT',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/far',
        'a secret of another Region with a NAT gateway',
        'a secret of another Region and tasks with public addresses',
        'a secret that another stack makes, without NAT',
      ],
    ],
  },
  {
    what: 'a user pool of another place',
    refused: [
      ['contract/wrong-inputs/far',
        'a user pool of another Region',
        'a user pool that the app makes in another Region',
      ],
      ['contract/wrong-inputs/ways-in', 'a user pool of another account'],
    ],
    taken: [['contract/wrong-inputs/far', 'a user pool of this Region', 'a user pool by its id']],
  },
  {
    what: 'a client that calls back to another name',
    refused: [
      ['contract/wrong-inputs/ways-in',
        'a client that calls back to another name',
        'a client with the callback URL that the CDK makes up',
      ],
      ['ingress/authentication', 'fails with a client that does not call back to every name of the service'],
    ],
    taken: [
      ['contract/wrong-inputs/valid', 'an authorizer of the app that calls back to a name of the deployment'],
    ],
  },
  {
    what: 'targets in a zone without the load balancer',
    refused: [
      ['contract/wrong-inputs/far',
        'a load balancer in two of three zones',
        'a shared load balancer in two of three zones',
        'a load balancer of others in two of three zones',
        'a split on a load balancer in two of three zones',
        'an instance in a zone without the load balancer',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/far',
        'tasks in two of three zones behind a load balancer in these',
        'an instance in a zone of the load balancer',
        'zones that are known later',
      ],
    ],
  },
  {
    what: 'files in a zone without a mount target',
    refused: [['contract/wrong-inputs/far', 'files in two of three zones', 'files of a sidecar in one of three zones']],
    taken: [['contract/wrong-inputs/far', 'files in all zones', 'files in the zones of the tasks']],
  },
  {
    what: 'CloudFront in front of a VPC that it cannot enter',
    refused: [['contract/wrong-inputs/far', 'CloudFront in front of a VPC without an internet gateway']],
    taken: [
      ['contract/wrong-inputs/far',
        'CloudFront in front of a VPC with a gateway and no public subnet',
        'CloudFront in front of a VPC that is imported',
      ],
    ],
  },
  {
    what: 'a certificate of CloudFront for another name',
    refused: [
      ['contract/wrong-inputs/far',
        'a certificate of CloudFront for another name',
        'a certificate of CloudFront for names of one label less',
      ],
    ],
    taken: [['contract/wrong-inputs/far', 'a certificate of CloudFront with a wildcard']],
  },
  {
    what: 'HTTP/2 with a plain listener of testers',
    refused: [
      ['contract/wrong-inputs/far', 'gRPC with a plain listener of testers', 'HTTP/2 with a plain listener of testers'],
    ],
    taken: [['contract/wrong-inputs/far', 'gRPC with a listener of testers over TLS']],
  },
  {
    what: 'a group of subnets that the VPC lacks',
    refused: [
      ['database/relations', 'a group that the VPC lacks'],
      ['cache/relations', 'are of one VPC'],
    ],
    taken: [['core/relations', 'of the VPC pass']],
  },
  {
    what: 'a VPC of another Region',
    refused: [
      ['contract/wrong-inputs/brought',
        'a VPC of another Region for ${name}',
        'a VPC of another Region for PostgresReplica',
        'a VPC that the app makes in another Region',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/brought',
        'a VPC that is imported for ${name}',
        'a VPC that is looked up for ${name}',
        'a VPC that the app makes for another account',
      ],
    ],
  },
  {
    what: 'subnets of another VPC',
    refused: [
      ['contract/wrong-inputs/ways-in', 'subnets of another VPC'],
      ['contract/wrong-inputs/data', 'subnets of a database in another VPC', 'subnets of a cache in another VPC'],
      ['core/relations', 'of another VPC do not'],
    ],
    taken: [
      ['core/relations', 'of the VPC pass'],
      ['contract/wrong-inputs/brought', 'subnets that are imported one by one'],
    ],
  },
  {
    what: 'a security group of another VPC',
    refused: [['contract/wrong-inputs/ways-in', 'a security group of another VPC']],
    taken: [['contract/wrong-inputs/brought', 'a security group with an id that is known later']],
  },
  {
    what: 'a cluster of another place',
    refused: [
      ['contract/wrong-inputs/workloads', 'a cluster of another VPC'],
      ['fargate-service/relations', 'is where the service is, not in %s of %s'],
      ['contract/wrong-inputs/data', 'a cluster of votes in another VPC'],
    ],
    taken: [['fargate-service/relations', 'may be imported']],
  },
  {
    what: 'a certificate of another place',
    refused: [
      ['ingress/relations',
        'a certificate of another Region',
        'a certificate of another account',
        'a certificate of another partition',
      ],
      ['contract/wrong-inputs/ways-in', 'a certificate that a stack of another Region makes'],
    ],
    taken: [['ingress/relations', 'a certificate here', 'a certificate that is known later']],
  },
  {
    what: 'a web ACL of another place',
    refused: [
      ['ingress/relations', 'a web ACL of another Region', 'a web ACL of another account'],
      ['contract/wrong-inputs/ways-in', 'a regional web ACL of CloudFront'],
    ],
    taken: [['ingress/relations', 'a web ACL here', 'a web ACL that is known later']],
  },
  {
    what: 'a log bucket of another place',
    refused: [
      ['ingress/relations', 'a log bucket of another Region'],
      ['contract/wrong-inputs/ways-in', 'a log bucket of a stack in another Region'],
    ],
    taken: [
      ['ingress/relations',
        'a log bucket here',
        'a log bucket of another account',
        'a log bucket that says no Region',
      ],
    ],
  },
  {
    what: 'a key that does not encrypt here',
    refused: [
      ['core/relations', 'for signatures', 'for codes', 'another Region'],
      ['contract/wrong-inputs/data', 'a key of another partition'],
    ],
    taken: [['core/relations', 'a key of another account', 'an alias that exists']],
  },
  {
    what: 'a snapshot of another Region',
    refused: [['contract/wrong-inputs/data', 'a snapshot of another Region']],
    taken: [['database/problems', 'a snapshot passes']],
  },
  {
    what: 'an alarm of another place',
    refused: [
      ['contract/wrong-inputs/workloads', 'an alarm of a refresh in another Region'],
      ['fargate-service/relations', 'is rolled back by alarms of its own Region'],
    ],
    taken: [['fargate-service/fargate-service', 'is rolled back by alarms of the user too']],
  },
  {
    what: 'a topic of another place',
    refused: [
      ['contract/wrong-inputs/data',
        'an operations topic of another Region',
        'a topic to publish to in another Region',
      ],
    ],
    taken: [['monitoring/notification/notification', 'may be a topic of the user']],
  },
  {
    what: 'a secret of another partition',
    refused: [
      ['contract/wrong-inputs/brought',
        'a secret of another partition',
        'a secret of another partition of a tier',
        'a secret of another partition of a backend',
      ],
    ],
    taken: [['contract/wrong-inputs/brought', 'a secret of another account', 'a secret of another Region']],
  },
  {
    what: 'an image of another partition',
    refused: [
      ['contract/wrong-inputs/brought',
        'a repository of another partition for a tier',
        'a repository of another partition for Compose',
      ],
      ['contract/wrong-inputs/far',
        'an image of another partition for Prometheus',
        'an image of another partition for an exporter',
        'a repository of another partition for a pipeline',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/brought', 'a repository of another account and Region for a tier'],
      ['contract/wrong-inputs/valid', 'an image of another Region and account'],
    ],
  },
  {
    what: 'a backend of another Region',
    refused: [
      ['contract/wrong-inputs/data', 'a backend of another Region'],
      ['contract/wrong-inputs/brought', 'a side of a queue of another Region'],
    ],
    taken: [
      ['contract/wrong-inputs/brought',
        'a side of a queue of another stack',
        'a database elsewhere that no security group guards',
      ],
    ],
  },
  {
    what: 'one name of two load balancers',
    refused: [
      ['ingress/relations',
        'of one ingress for two services is a problem of the second',
        'of the user, in other letters',
      ],
      ['ingress/dns-routing', 'clash: %s'],
    ],
    taken: [
      ['ingress/relations', 'in another zone of the same name', 'of another type'],
      ['ingress/dns-routing', 'stand beside each other: %s'],
    ],
  },
  {
    what: 'one name of two servers, one volume of two tiers, one secret of two databases',
    refused: [
      ['fargate-service/relations',
        'has one service of a name in a namespace, whichever copy of the library has made it',
      ],
      ['elastic-web-tier/relations', 'belongs to one tier'],
      ['database/relations', 'belongs to one database, whichever copy of the library or the CDK has made the other'],
    ],
    taken: [
      ['fargate-service/relations', 'takes a namespace of its own Region'],
      ['database/relations', 'of one name may be another one in another stage'],
    ],
  },
  {
    what: 'a host that no known certificate is for',
    refused: [['ingress/relations', 'that no known certificate is for is a warning']],
    taken: [['ingress/relations', 'that a certificate is for, or may be for, is none']],
  },
  {
    what: 'a rule in the shadow of another one',
    refused: [
      ['ingress/relations',
        '%s in the shadow of another one is a problem',
        'of a narrower host',
        'of a narrower path',
      ],
    ],
    taken: [['ingress/relations', 'is none where %s', 'the narrower one comes first']],
  },
  {
    what: 'closed lists',
    refused: [
      ['ingress/relations', 'a security policy that does not exist'],
      ['fargate-service/relations', 'a time zone of Mars', '31 February'],
      ['cache/relations', 'no eviction policy that Valkey lacks'],
    ],
    taken: [['fargate-service/relations', 'old and new names of zones', '29 February']],
  },
  {
    what: 'a deployment that never moves',
    refused: [['fargate-service/relations', 'from %d to %d percent leaves room, or fails']],
    taken: [['fargate-service/rollout/deployment', 'accepts values that are known at deployment only']],
  },
  {
    what: 'a listener of testers',
    refused: [
      ['ingress/relations', 'is another one than that of the users, or takes some requests only'],
      ['contract/wrong-inputs/brought', 'a listener of testers of another Region'],
    ],
    taken: [['ingress/relations', 'is one of the same load balancer']],
  },
  {
    what: 'settings that do not fit',
    refused: [
      ['fargate-service/relations', 'fit into a task definition'],
      ['elastic-web-tier/relations', 'fit into an SSM parameter'],
      ['fargate-service/late-size', 'what is connected counts in the size'],
    ],
    taken: [
      ['fargate-service/task/container-options',
        'accepts values that are known at deployment only where the CDK does',
      ],
    ],
  },
  {
    what: 'memory of the application',
    refused: [['fargate-service/relations', 'the application keeps 6 MiB']],
    taken: [['fargate-service/task/task', 'leave the application the rest of the memory']],
  },
  {
    what: 'schedules of a group',
    refused: [
      ['elastic-web-tier/relations', 'has at most 125 schedules'],
      ['fargate-service/relations', 'one time', 'bounds that cross', 'are at most 200 for a service'],
    ],
    taken: [['fargate-service/relations', 'both bounds in each', 'two zones at one hour']],
  },
  {
    what: 'the machine of a tier',
    refused: [
      ['elastic-web-tier/relations', 'Amazon Linux 2', 'Ubuntu', 'is of a type that runs the system'],
    ],
    taken: [
      ['elastic-web-tier/rules', 'a bare metal type'],
      ['elastic-web-tier/relations', 'Amazon Linux 2023', 'Ubuntu that brings everything', 'an image of the user'],
    ],
  },
  {
    what: 'the files and programs of an instance',
    refused: [
      ['elastic-web-tier/relations',
        '/usr/lib64',
        '/etc/systemd/system',
        'do not hide the programs of the shell: %s',
        'have no carriage return',
        'without services',
        'with a build',
        'with a relative mount',
      ],
    ],
    taken: [['elastic-web-tier/relations', 'may be mounted to %s', 'with volumes and absolute mounts']],
  },
  {
    what: 'private images by other names of their registry',
    refused: [['fargate-service/relations', '%s is private']],
    taken: [['contract/wrong-inputs/brought', 'a private image of Compose with its repository']],
  },
  {
    what: 'versions, classes and credentials of a database',
    refused: [
      ['database/relations',
        '%s runs no version that is offered',
        'the full version is of the major version',
        'has a user and a password',
        'is of the user that the credentials name',
        'encrypt, and do not sign',
      ],
    ],
    taken: [['database/relations', '%s is a version of 13']],
  },
  {
    what: 'a proxy in a VPC of dedicated tenancy',
    refused: [['database/relations', 'does not run in a VPC of dedicated tenancy']],
    taken: [['contract/wrong-inputs/valid', 'all connections of a proxy']],
  },
  {
    what: 'types, versions and tokens of a cache',
    refused: [
      ['cache/relations',
        'no type %s',
        'no version 7.5',
        'no parameter without a value, and no odd name',
        'any punctuation',
        'too few characters',
        'a text of its own',
      ],
    ],
    taken: [['cache/relations', 'passes: %s', 'a warning for version %s, which may be new']],
  },
  {
    what: 'a topic that nobody could publish to',
    refused: [['monitoring/notification/notification', 'a topic with the key that AWS manages']],
    taken: [
      ['monitoring/notification/notification', 'work where the topic stands in a third stack, or was imported'],
    ],
  },
  {
    what: 'what languages without types can pass',
    refused: [
      ['fargate-service/relations',
        'a secret is no text, and its text is not shown',
        'an image is built from a directory, with a Dockerfile that is a file',
      ],
      ['contract/wrong-inputs/workloads', 'a directory in place of a Compose file'],
      ['core/relations', 'is no VPC: %s'],
      ['database/relations', 'outputs are written once'],
      ['contract/wrong-inputs/brought', 'an id in the place of a subnet'],
    ],
    taken: [
      ['core/relations', 'may be a VPC'],
      ['contract/wrong-inputs/brought', 'zones that are named'],
    ],
  },
  {
    what: 'lengths and sizes in another unit',
    refused: [['core/relations', 'does not in another one: %s']],
    taken: [['core/relations', 'passes in the unit of the template: %s']],
  },
  {
    what: 'one port of traffic and health check',
    taken: [['elastic-web-tier/relations', 'a port that traffic and health check share is published once']],
  },
  {
    what: 'versions with extended support',
    taken: [['database/relations', '13.23-rds.20260224']],
  },
  {
    what: 'a domain name beside hosts with wildcards',
    taken: [['ingress/relations', 'with wildcards may stand beside a domain name that it takes']],
  },
  {
    what: 'settings that only sound like secrets',
    refused: [['fargate-service/relations', 'STRIPE_SECRET_KEY']],
    taken: [['fargate-service/relations', 'STRIPE_PUBLISHABLE_KEY', 'PARTITION_KEY', 'PRIMARY_KEY']],
  },
  {
    what: 'an internal ingress without certificate',
    refused: [['ingress/relations', 'an internal ingress without certificate is told how to be a plain one']],
  },
  {
    what: 'windows of maintenance',
    refused: [
      ['contract/wrong-inputs/brought',
        'a database that is maintained for a day',
        'a cache that is maintained for more than a day',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/brought',
        'a database that is maintained for 23 hours and a half',
        'a cache that is maintained for a day',
      ],
    ],
  },
  {
    what: 'functions between the stages of a deployment',
    refused: [
      ['contract/wrong-inputs/brought',
        'a function of another Region between the stages',
        'a function of another account between the stages',
      ],
    ],
    taken: [['contract/wrong-inputs/brought', 'a function of here between the stages']],
  },
  {
    what: 'credentials of a registry',
    refused: [['contract/wrong-inputs/brought', 'credentials of a registry in another partition']],
    taken: [['contract/wrong-inputs/brought', 'credentials of a registry in another account']],
  },
  {
    what: 'a data volume of another account',
    refused: [['contract/wrong-inputs/brought', 'a data volume of another account']],
    taken: [['contract/wrong-inputs/brought', 'a data volume of another stack']],
  },
  {
    what: 'a dead-letter queue of elsewhere',
    refused: [
      ['contract/wrong-inputs/brought',
        'a dead-letter queue of another Region',
        'a queue as its own dead-letter queue',
      ],
    ],
    taken: [['contract/wrong-inputs/brought', 'a dead-letter queue of this Region']],
  },
  {
    what: 'a namespace or a file system of another Region',
    refused: [
      ['contract/wrong-inputs/brought',
        'a namespace that the app makes in another Region',
        'an access point of another Region',
      ],
    ],
    taken: [['contract/wrong-inputs/brought', 'a namespace of this Region', 'an access point of this Region']],
  },
  {
    what: 'something of another stage',
    refused: [
      ['contract/wrong-inputs/own',
        'a VPC of another stage', 'a VPC outside of the stages', 'a database of another stage',
        'a load balancer of another stage', 'a cluster of another stage', 'a certificate of another stage',
        'a zone of another stage', 'a key of another stage', 'a secret of another stage', 'a bucket of another stage',
        'a log bucket of another stage', 'a topic of another stage', 'a service of another stage',
        'a repository of another stage', 'a web ACL of another stage',
        'a group of another stage that admits a service',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/own',
        'everything in one stage', 'a VPC that was imported in another stage',
        'a log bucket that another stage makes in another account',
      ],
    ],
  },
  {
    what: 'something that the app makes in another account',
    refused: [
      ['contract/wrong-inputs/own',
        'a secret that the app makes in another account', 'a bucket that the app makes in another account',
        'a queue that the app makes in another account', 'a topic that the app makes in another account',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/own',
        'a key that the app makes in another account', 'a bucket of another account by its ARN',
        'a secret of another account by its ARN', 'a queue of a stack of the same account',
      ],
    ],
  },
  {
    what: 'a bucket of another partition',
    refused: [
      ['contract/wrong-inputs/own', 'a bucket of another partition', 'a log bucket of another partition'],
    ],
    taken: [['contract/wrong-inputs/own', 'a bucket of another account by its ARN']],
  },
  {
    what: 'a target group of another load balancer',
    refused: [
      ['contract/wrong-inputs/own',
        'a target group that another load balancer has',
        'a target group of another load balancer, for a split of the library',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/own',
        'a target group that no load balancer has yet', 'a target group of a second listener of the load balancer',
        'a target group of an imported listener',
      ],
    ],
  },
  {
    what: 'one alarm by two imports',
    refused: [['contract/wrong-inputs/own', 'one alarm by its name and by its ARN']],
    taken: [['contract/wrong-inputs/own', 'two alarms of two names']],
  },
  {
    what: 'one security group by two imports',
    taken: [
      ['backend/resources', 'one group that is imported twice gets a rule once'],
      ['core/remote-rules', 'stands once in each direction, although %s is imported twice'],
    ],
  },
  {
    what: 'security groups that the app closes',
    taken: [
      ['core/remote-rules', 'that is closed is let out on the port on which it is let in'],
      ['workload/connect', 'a workload reaches AWS for its image, secrets and logs %s'],
    ],
  },
  {
    what: 'a key by its alias',
    taken: [
      ['backend/resources',
        'may be used through %s for %p',
        'decrypts a parameter, and no other one whose name begins in the same way',
      ],
    ],
  },
  {
    what: 'a log bucket of several load balancers',
    taken: [
      ['ingress/access-logs', 'takes the logs of several load balancers, each with a statement of another id'],
    ],
  },
  {
    what: 'the scheme and the port of a listener of the app',
    taken: [['ingress/existing', 'has the port %d and the scheme of %s where the app makes the listener']],
  },
  {
    what: 'a secret of another stack for a database',
    refused: [['contract/wrong-inputs/own', 'a secret of another stack for a database']],
  },
  {
    what: 'one listener or zone by two imports',
    refused: [
      ['contract/wrong-inputs/own',
        'the listener of the users for testers, by a second import',
        'one name in a zone that is imported twice, with and without its path',
      ],
    ],
  },
  {
    what: 'something of another stage by its id',
    refused: [
      ['contract/wrong-inputs/reach',
        'a group of another stage for tasks', 'a group of another stage for public tasks',
        'a group of another stage for instances', 'a group of another stage for a load balancer',
        'a group of another Region for tasks', 'a group of another stage by its id',
        'subnets of another stage for tasks', 'subnets of another Region for a database',
        'a VPC of another Region by its id', 'a parameter of another stage', 'a secret of another stage by its ARN',
        'an authority of another stage', 'a peer of another stage by its id',
        'the addresses of a VPC of another stage', 'a prefix list of another stage',
        'a prefix list of another Region', 'a prefix list of another Region for CloudFront',
        'a prefix list of another Region for Grafana', 'a cache policy of another stage',
        'a policy of headers in another account', 'a certificate of CloudFront in another stage',
        'a queue of another stage to scale on', 'a split on a load balancer of another stage',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/reach',
        'a group that is imported in another stage', 'a group with an id of the deployment',
        'the id of a group of the same stage', 'the addresses of a VPC in another Region',
        'a prefix list of the deployment', 'the cache policy of AWS', 'a queue of another stack to scale on',
      ],
    ],
  },
  {
    what: 'something of another app',
    refused: [
      ['contract/wrong-inputs/reach',
        'a client of a user pool of another app', 'a VPC of another app', 'a key of another app',
        'a secret of another app', 'a service of another app to watch', 'a stack of another app to watch',
      ],
    ],
    taken: [['contract/wrong-inputs/own', 'everything in one stage']],
  },
  {
    what: 'a stack with an environment and one without',
    refused: [
      ['contract/wrong-inputs/reach',
        'a VPC of a stack without an environment', 'a VPC of a stack with an environment, for one without',
        'a VPC of a stack that says its account alone', 'a queue with a name of a stack without an environment',
        'a bucket without a name of a stack without an environment',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/reach',
        'two stacks without an environment', 'a repository with a name of a stack without an environment',
      ],
    ],
  },
  {
    what: 'something without a name in another account or Region',
    refused: [
      ['contract/wrong-inputs/reach',
        'a secret without a name in another Region', 'a parameter without a name in another account',
        'a repository without a name in another account',
        'a repository without a name in another Region, for instances',
        'a log bucket without a name in another account',
        'the secret of a client without a name in another account',
        'a key of a queue that the app makes in another account',
      ],
    ],
    taken: [
      ['contract/wrong-inputs/reach',
        'a secret with a name in another Region', 'a secret with a name of the CDK in another Region',
        'a parameter with a name in another account', 'a repository with a name in another account',
      ],
    ],
  },
  {
    what: 'a key of the app in another stack than the reader',
    refused: [
      ['fargate-service/distant-secrets',
        'a secret and its key in another stack are read by %s', 'a secret of the stack may have a key of another one',
      ],
    ],
    taken: [
      ['fargate-service/distant-secrets', 'a key of the same stack says it in its policy, as the CDK does'],
    ],
  },
  {
    what: 'a backend in another VPC',
    refused: [
      ['fargate-service/distant-secrets',
        'is said, because only a way between the VPCs leads there: %s', 'is said for instances',
      ],
    ],
    taken: [
      ['fargate-service/distant-secrets',
        'is not said where one VPC is imported, because that may be the other one',
        'is not said in one VPC, nor of a group that is imported',
      ],
    ],
  },
];
