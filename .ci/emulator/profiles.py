"""One of everything under each profile: what the docs promise, what a fault breaks, and what is left when it goes."""
import os

import defaults
import faults
import promises
from account import client, read
from botocore.exceptions import ClientError
from house import House


def exists(operation, service, **params):
    try:
        return bool(getattr(client(service), operation)(**params))
    except ClientError:
        return False


LOOKS = {
    'AWS::Logs::LogGroup': lambda name: any(
        each['logGroupName'] == name
        for each in client('logs').describe_log_groups(logGroupNamePrefix=name)['logGroups']),
    'AWS::S3::Bucket': lambda name: exists('head_bucket', 's3', Bucket=name),
    'AWS::ECR::Repository': lambda name: exists('describe_repositories', 'ecr', repositoryNames=[name]),
    'AWS::SQS::Queue': lambda name: exists('get_queue_attributes', 'sqs', QueueUrl=name, AttributeNames=['QueueArn']),
    'AWS::RDS::DBInstance': lambda name: exists('describe_db_instances', 'rds', DBInstanceIdentifier=name),
}


def left_over(house, ids):
    """Resources that are still there, by logical id."""
    return sorted(name for name, physical in ids.items()
                  if house.stack.resources[name]['Type'] in LOOKS
                  and LOOKS[house.stack.resources[name]['Type']](physical))


def removal(report, page, profile, house):
    """What stays is what docs/profiles.md says, and the log groups of the CDK's own functions."""
    wanted = {row: each[profile] for row, each in defaults.table(page).items()}
    ids = dict(house.ids())
    database = house.one('AWS::RDS::DBInstance')
    retained = {'AWS::Logs::LogGroup': wanted['Log groups and log buckets: on removal'],
                'AWS::S3::Bucket': wanted['Log groups and log buckets: on removal'],
                'AWS::ECR::Repository': wanted['ImageRepository: on removal'],
                'AWS::SQS::Queue': wanted['WorkQueue: on removal'],
                'AWS::RDS::DBInstance': wanted['PostgresDatabase: on removal']}
    stays = sorted(name for name in ids if retained.get(house.stack.resources[name]['Type']) == 'retain'
                   or name.startswith('Custom') and house.stack.resources[name]['Type'] == 'AWS::Logs::LogGroup')
    report.check(f'{profile}: the stack is deleted', house.stack.delete(), None)
    report.check(f'{profile}: what stays is what the docs name', left_over(house, ids), stays)
    report.check(f'{profile}: a last snapshot of the database', lambda: bool(client('rds').describe_db_snapshots(
        DBInstanceIdentifier=database)['DBSnapshots']), wanted['PostgresDatabase: on removal'] == 'snapshot')


def keep(report, folder):
    page = read('docs', 'profiles.md').decode()
    defaults.complete(report, page)
    for profile in defaults.PROFILES:
        house = House(os.path.join(folder, profile))
        if not report.check(f'{profile}: one of everything is deployed', house.stack.create(), 'CREATE_COMPLETE'):
            print('      ' + '\n      '.join(house.stack.failures()[:5]))
            continue
        defaults.keep(report, page, profile, house)
        promises.keep(report, profile, house)
        if profile == 'production':
            faults.make(report, house, os.path.join(folder, profile), profile, page)
        removal(report, page, profile, house)
