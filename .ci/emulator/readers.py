"""Small readers of facts, so that a promise is one line."""
import json


def of(fact, *path):
    """Fields of a fact of the house: of('database', 'Endpoint', 'Port')."""
    def read(house):
        found = getattr(house, fact)()
        for step in path:
            found = found[step]
        return found
    return read


def attribute(key, part='Service'):
    return lambda house: house.balancer_attribute(key, part)


def target_attribute(key, part='Service'):
    return lambda house: house.target_attribute(key, part)


def parameter(name, of_cache=False):
    return lambda house: (house.cache_parameters() if of_cache else house.database_parameters()).get(name)


def denies_plain(policy):
    """Whether a policy refuses calls without TLS."""
    return any(each['Effect'] == 'Deny'
               and each.get('Condition', {}).get('Bool', {}).get('aws:SecureTransport') == 'false'
               for each in json.loads(policy)['Statement'])


def buckets(operation, read):
    """A fact of every bucket, without repetition."""
    def every(house):
        found = []
        for name in house.buckets():
            fact = read(house.call('s3', operation, Bucket=name))
            found += [fact] if fact not in found else []
        return found
    return every


def way_out(house, subnet):
    routes = house.routes(subnet)
    return 'none' if not routes else 'internet' if routes[0].get('GatewayId', '').startswith('igw-') else 'NAT'


def ways_out(kind):
    return lambda house: sorted({way_out(house, each) for each in house.subnets() if each['Kind'] == kind})


def alarm(part):
    """As '10 in 2 of 4 x 60 s'."""
    def read(house):
        found = house.alarm(part)
        enough = found.get('DatapointsToAlarm') or found['EvaluationPeriods']
        return f'{found["Threshold"]:g} in {enough} of {found["EvaluationPeriods"]} x {found["Period"]} s'
    return read


def admitted(part):
    """Who may come in: ports and addresses."""
    def read(house):
        return sorted((rule.get('FromPort'), each.get('CidrIp') or each.get('GroupId'))
                      for rule in house.security_group(part)['IpPermissions']
                      for each in rule['IpRanges'] + rule['UserIdGroupPairs'])
    return read


def let_out(part):
    """Where a group lets out to: ports of other groups, and addresses but the machine itself."""
    def read(house):
        rules = house.security_group(part)['IpPermissionsEgress']
        groups = {rule.get('FromPort') for rule in rules if rule['UserIdGroupPairs']}
        addresses = {each['CidrIp'] for rule in rules for each in rule['IpRanges']}
        return sorted(groups) + sorted(addresses - {'127.0.0.1/32'})
    return read


def open_to_the_world(house):
    """Ports of any security group that everybody may reach, first and last, but 80 and 443."""
    groups = house.call('ec2', 'describe_security_groups', GroupIds=house.of_type('AWS::EC2::SecurityGroup'))
    return sorted({(rule.get('FromPort'), rule.get('ToPort'))
                   for group in groups['SecurityGroups'] for rule in group['IpPermissions']
                   for each in rule['IpRanges'] if each['CidrIp'] == '0.0.0.0/0'} - {(80, 80), (443, 443)})
