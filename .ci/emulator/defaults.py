"""The table of docs/profiles.md, looked at in a deployed stack of each profile: the docs say what is wanted."""
import json
import re

from looks import default_action

PROFILES = ['development', 'staging', 'production', 'regulated']


def yes(found):
    return 'yes' if found else 'no'


def period(number, unit):
    """As the docs write it: none, 1 day, 7 days."""
    return 'none' if not number else f'{number} {unit if number == 1 else unit + "s"}'


WORDS = {'Delete': 'destroy', 'Retain': 'retain', 'RetainExceptOnCreate': 'retain', 'Snapshot': 'snapshot'}


def policy(*kinds, part=''):
    """The word of the docs for the deletion policy, which no describe call shows: it is read in the deployed template.

    Log groups of the CDK's own functions stay, as docs/getting-started.md says: they are looked at there.
    """
    def read(house):
        template = house.call('cloudformation', 'get_template', StackName=house.stack.name)['TemplateBody']
        resources = (template if isinstance(template, dict) else json.loads(template))['Resources']
        return only(WORDS[each.get('DeletionPolicy', 'Delete')] for name, each in resources.items()
                    if each['Type'] in kinds and part in name and not name.startswith('Custom'))
    return read


def only(values):
    """The one value that all have, or all of them."""
    found = sorted(set(values), key=str)
    return found[0] if len(found) == 1 else found


def expiry(house):
    rules = [house.call('s3', 'get_bucket_lifecycle_configuration', Bucket=each)['Rules'] for each in house.buckets()]
    return period(only(each[0]['Expiration']['Days'] for each in rules), 'day')


def zones(house):
    return str(len({each['AvailabilityZone'] for each in house.subnets()}))


def protection(house):
    balancers = {house.balancer_attribute('deletion_protection.enabled', part) for part in ('Service', 'Tier')}
    return 'yes' if balancers == {'true'} and house.database()['DeletionProtection'] else \
        'no' if balancers == {'false'} and not house.database()['DeletionProtection'] else 'some'


def insights(house):
    return yes(any(each['name'] == 'containerInsights' and each['value'] != 'disabled'
                   for each in house.cluster()['settings']))


def redirects(house):
    if 80 not in house.listeners():
        return 'no'
    return 'yes' if default_action(80)(house) == 'HTTP_301' else 'it answers'


READERS = {
    'Encryption with a customer managed key': lambda house: yes(house.database().get('KmsKeyId')),
    'Log groups: retention in days': lambda house: str(only(house.retentions().values())),
    'Log groups and log buckets: on removal': policy('AWS::Logs::LogGroup', 'AWS::S3::Bucket'),
    'Network: Availability Zones': zones,
    'Network: a NAT gateway in each zone': lambda house: yes(len(house.gateways()) == int(zones(house))),
    'Deletion protection of load balancers and databases': protection,
    'Ingress: port 80 redirects to 443': redirects,
    'Ingress: web application firewall on public load balancers': lambda house: yes(len(house.firewalls()) == 2),
    'Ingress: access logs are kept': expiry,
    'FargateService: CPU units': lambda house: house.task()['cpu'],
    'FargateService: memory in MiB': lambda house: house.task()['memory'],
    'FargateService: number of tasks': lambda house: '{MinCapacity} to {MaxCapacity}'.format(**house.scalable()),
    'FargateService: Container Insights': insights,
    'ImageRepository: on removal': policy('AWS::ECR::Repository'),
    'ElasticWebTier: instance type': lambda house: house.launch()['InstanceType'],
    'ElasticWebTier: number of instances': lambda house: '{MinSize} to {MaxSize}'.format(**house.group()),
    'PostgresDatabase: instance type': lambda house: house.database()['DBInstanceClass'].removeprefix('db.'),
    'PostgresDatabase: standby in a second zone': lambda house: yes(house.database()['MultiAZ']),
    'PostgresDatabase: backups are kept': lambda house: period(house.database()['BackupRetentionPeriod'], 'day'),
    'PostgresDatabase: on removal': policy('AWS::RDS::DBInstance'),
    'PostgresDatabase: port': lambda house: str(house.database()['Endpoint']['Port']),
    'PostgresDatabase: Enhanced Monitoring interval':
        lambda house: period(house.database()['MonitoringInterval'] // 60, 'minute'),
    'PostgresDatabase: largest size that storage grows to':
        lambda house: f'{house.database()["MaxAllocatedStorage"]} GiB',
    'ValkeyCache: node type': lambda house: house.cache()['CacheNodeType'],
    'ValkeyCache: number of nodes': lambda house: str(len(house.cache()['MemberClusters'])),
    'ValkeyCache: snapshots are kept': lambda house: period(house.cache()['SnapshotRetentionLimit'], 'day'),
    'ValkeyCache: on removal': policy('AWS::ElastiCache::ReplicationGroup'),
    'WorkQueue: on removal': policy('AWS::SQS::Queue'),
}
# the house has no single instance; tests of the template look at its volume.
NOT_HERE = {'ElasticWebTier: data volume on removal'}


def table(page):
    """Rows of the table: default, and its value in each profile."""
    body = re.search(r'<!-- table -->\n(.*?)<!-- end of table -->', page, re.S).group(1)
    rows = [[cell.strip() for cell in line.strip('|').split('|')] for line in body.strip().split('\n')]
    return {row[0]: dict(zip(PROFILES, row[1:5])) for row in rows[2:]}


def keep(report, page, profile, house):
    for row, wanted in table(page).items():
        if row not in NOT_HERE:
            report.check(f'{profile}: {row}: {wanted[profile]}', lambda: READERS[row](house), wanted[profile])


def complete(report, page):
    rows = set(table(page))
    report.check('every default of docs/profiles.md is looked at', sorted(rows - set(READERS) - NOT_HERE), [])
    report.check('no default is looked at that docs/profiles.md does not have',
                 sorted((set(READERS) | NOT_HERE) - rows), [])
