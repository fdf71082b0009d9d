"""Stacks that live through changes: what holds data keeps its physical id, and a change that fails is taken back."""
import json
import os

from account import read, stacks

# a change makes a new one of these by design; everything else has to stay.
VERSIONED = {'AWS::ECS::TaskDefinition'}
# a resource of these is not gone before its construct is: another one under another logical id would be empty, or
# would have no targets yet.
LASTING = {'AWS::APS::Workspace', 'AWS::EC2::VPC', 'AWS::EC2::Volume', 'AWS::ECR::Repository', 'AWS::ECS::Cluster',
           'AWS::ECS::Service', 'AWS::ElastiCache::ReplicationGroup', 'AWS::ElasticLoadBalancingV2::ListenerRule',
           'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ElasticLoadBalancingV2::TargetGroup', 'AWS::KMS::Key',
           'AWS::RDS::DBInstance', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::SQS::Queue'}
WORKLOADS = {'AWS::ECS::Service', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::EC2::Instance'}
BROKEN = {'Type': 'AWS::EC2::SecurityGroupIngress', 'Properties': {
    'GroupId': 'sg-0000000000000dead', 'IpProtocol': 'tcp', 'FromPort': 80, 'ToPort': 80, 'CidrIp': '10.0.0.0/8'}}
# an instance without a group is made anew for another launch template; what holds its data is a volume, which stays.
LONE = 'AWS::EC2::Instance'
REFUSED = 'CloudFormation cannot update a stack when a custom-named resource requires replacing'


def deployed(report, what, stack):
    """Creates or updates a stack; a stack that stays as it is is not counted."""
    first = stack.status() is None
    settled = stack.create() if first else stack.update()
    if 'No updates are to be performed' in settled:
        return False
    wanted = 'CREATE_COMPLETE' if first else 'UPDATE_COMPLETE'
    if not report.check(f'{what}: {stack.name} is deployed', settled, wanted):
        print('      ' + '\n      '.join(stack.failures()[:5]))
    return True


def replaced(before, stack):
    """Resources that a change replaced, by type and logical id."""
    ids = stack.ids()
    return sorted(f'{stack.resources[key]["Type"]} {key}' for key in ids.keys() & before.keys()
                  if ids[key] != before[key] and stack.resources[key]['Type'] not in VERSIONED)


def kept(before, stack):
    """Resources that a change replaced, but an instance without a group."""
    return [each for each in replaced(before, stack) if not each.startswith(f'{LONE} ')]


def unexpected(replaced, anew):
    """What a change replaced and should not, and types that it should have replaced and did not."""
    found = {each.split(' ')[0] for each in replaced}
    return [each for each in replaced if each.split(' ')[0] not in anew] + sorted(set(anew) - found)


def gone(earlier, stack, removes=()):
    """What held data or took requests and is no more, by type and logical id, but for what the program leaves out."""
    ids = stack.ids()
    return sorted(f'{each["Type"]} {key}' for key, each in earlier.resources.items()
                  if each['Type'] in LASTING and key not in ids and not key.startswith(tuple(removes)))


def has_workload(stack):
    return any(each['Type'] in WORKLOADS for each in stack.resources.values())


def taken_back(report, name, stack):
    """A deployment with a resource that cannot be made, and with a new variable, leaves everything as it was."""
    before = stack.ids()
    broken = json.loads(stack.template)
    broken['Resources']['Broken'] = {**BROKEN, 'DependsOn': [
        key for key, each in stack.resources.items() if each['Type'] in WORKLOADS]}
    for each in broken['Resources'].values():
        if each['Type'] == 'AWS::ECS::TaskDefinition':
            each['Properties']['ContainerDefinitions'][0]['Environment'] = [{'Name': 'BROKEN', 'Value': 'yes'}]
    settled = stack.update(json.dumps(broken))
    what = f'{name}: a deployment of {stack.name} that fails'
    report.check(f'{what} ends in a rollback', settled, 'UPDATE_ROLLBACK_COMPLETE')
    report.check(f'{what} replaces nothing', replaced(before, stack), [])
    report.check(f'{what} leaves nothing', sorted(stack.ids()), sorted(before))


def next_version(text):
    """
    The template of the same stack with another image or instance type, and one more path on its routes; nothing for a
    stack without any of them.
    """
    template = json.loads(text)
    before = json.dumps(template)
    for each in template['Resources'].values():
        props = each.get('Properties', {})
        if each['Type'] == 'AWS::ECS::TaskDefinition':
            for container in props['ContainerDefinitions']:
                container['Image'] = 'public.ecr.aws/docker/library/httpd:2.4.62'
        if each['Type'] == 'AWS::EC2::LaunchTemplate':
            props['LaunchTemplateData']['InstanceType'] = 'm7g.large'
        if each['Type'] == 'AWS::ElasticLoadBalancingV2::ListenerRule':
            for condition in props['Conditions']:
                if condition['Field'] == 'path-pattern' and len(condition['PathPatternConfig']['Values']) < 5:
                    condition['PathPatternConfig']['Values'].append('/next/*')
    changed = json.dumps(template)
    return None if changed == before else changed


def moved_on_and_back(report, name, stack):
    """Another version of a stack and the one of before: both are deployed, and no other resource is replaced."""
    changed = next_version(stack.template)
    if changed is None:
        return 0
    before = stack.ids()
    for what, template in (('another version', changed), ('the version of before', None)):
        report.check(f'{name}: {stack.name} takes {what}', stack.update(template), 'UPDATE_COMPLETE')
        report.check(f'{name}: {stack.name} keeps every resource with {what}', kept(before, stack), [])
    return 1


def live(report, folder, name):
    before = {}
    for step, change in enumerate(json.loads(read(folder, name, 'changes.json'))):
        what = f'{name}, {step}. {change["name"]}'
        program = stacks(os.path.join(folder, name, str(step)))
        for stack in program:
            if deployed(report, what, stack) and stack.name in before:
                earlier, ids = before[stack.name]
                anew = change.get('replaces', [])
                report.check(f'{what}: {stack.name} keeps every resource that it had{", but " * bool(anew)}'
                             f'{" and ".join(anew)}', unexpected(kept(ids, stack), anew), [])
                report.check(f'{what}: {stack.name} loses nothing that holds data or takes requests',
                             gone(earlier, stack, change.get('removes', ())), [])
            before[stack.name] = stack, stack.ids()
            report.check(f'{what}: {stack.name} again changes nothing', 'No updates' in stack.update())
    taken_back(report, name, program[-1])
    ended(report, name, program)


def seen(stack, before):
    """Types that are replaced when a cache gets another port, as in AWS: shows that ids are looked at."""
    template = json.loads(stack.template)
    for each in template['Resources'].values():
        if each['Type'] == 'AWS::ElastiCache::ReplicationGroup':
            each['Properties']['Port'] = 6400
    stack.update(json.dumps(template))
    return [each.split(' ')[0] for each in replaced(before, stack)]


def seen_gone(stack):
    """Types that are gone when a queue gets another logical id, under which it would be empty."""
    queue = next(key for key, each in stack.resources.items() if each['Type'] == 'AWS::SQS::Queue')
    stack.update(stack.template.replace(f'"{queue}"', f'"{queue}Anew"'))
    return [each.split(' ')[0] for each in gone(stack, stack)]


def refused(report, folder, name):
    """Going to REGULATED with a database: the documented refusal, and nothing is lost."""
    first, stack = (stacks(os.path.join(folder, name, each))[-1] for each in ('before', 'after'))
    deployed(report, name, first)
    before = first.ids()
    report.check(f'{name}: CloudFormation refuses it', stack.update(), 'UPDATE_ROLLBACK_COMPLETE')
    report.check(f'{name}: because the database has a name', any(REFUSED in each for each in stack.failures()))
    report.check(f'{name}: nothing is replaced', replaced(before, first), [])
    report.check(f'{name}: a replacement would be seen', seen(first, before), ['AWS::ElastiCache::ReplicationGroup'])
    report.check(f'{name}: another logical id would be seen', seen_gone(first), ['AWS::SQS::Queue'])
    ended(report, name, [first])


def ended(report, what, program):
    for stack in reversed(program):
        if not report.check(f'{what}: {stack.name} is deleted', stack.delete(), None):
            print('      ' + '\n      '.join(stack.failures()[:5]))
