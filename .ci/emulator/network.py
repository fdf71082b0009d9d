"""Types of EC2 that MiniStack's CloudFormation lacks, made by its own EC2."""
import re

import ministack.services.cloudformation.provisioners as cfn
import ministack.services.ec2 as ec2
from kinds import RECORDS, call, handlers, need, query, remembered

IPV6_BLOCK = '2a05:d018:1234:5600::/56'


def rule_handlers(store_key, egress):
    peer = 'DestinationSecurityGroupId' if egress else 'SourceSecurityGroupId'

    def create(_logical_id, props, _stack_name):
        ec2._ensure_defaults_initialized()
        group = need(ec2._security_groups, props['GroupId'], 'security group')
        if peer in props:
            need(ec2._security_groups, props[peer], 'security group')
        permission = cfn._ec2_sg_permissions([props])[0]
        if any(ec2._rules_match(permission, each) for each in group[store_key]):
            raise ValueError(f'the rule is in {props["GroupId"]} already')
        permission['SecurityGroupRuleId'] = ec2._sg_rule_id(props['GroupId'], egress, permission)
        group[store_key].append(permission)
        return remembered(permission['SecurityGroupRuleId'], props, {'Id': permission['SecurityGroupRuleId']})

    def delete(physical_id, props):
        group = need(ec2._security_groups, props['GroupId'], 'security group')
        group[store_key] = [each for each in group[store_key] if each.get('SecurityGroupRuleId') != physical_id]

    def modify(physical_id, props):
        return RECORDS[physical_id]['attrs']
    return handlers(create, delete, modify, ('Description',))


def made(operation, params, tag, props):
    """Makes something by the EC2 of the emulator, gives it the tags of the template, and returns its id."""
    identifier = re.search(rf'<{tag}>(.*?)<', call(operation, params)).group(1)
    cfn._ec2_apply_tags(identifier, props)
    return identifier


def eip_create(_logical_id, props, _stack_name):
    text = call(ec2._allocate_address, {'Domain': props.get('Domain', 'vpc')})
    address, allocation = re.search(r'<publicIp>(.*?)<.*<allocationId>(.*?)<', text, re.S).groups()
    cfn._ec2_apply_tags(allocation, props)
    return remembered(address, props, {'AllocationId': allocation, 'PublicIp': address})


def eip_delete(physical_id, _props):
    call(ec2._release_address, {'AllocationId': RECORDS.pop(physical_id)['attrs']['AllocationId']})


def nat_create(_logical_id, props, _stack_name):
    if 'SubnetId' in props:
        need(ec2._subnets, props['SubnetId'], 'subnet')
        need(ec2._addresses, props['AllocationId'], 'address')
        place = props['SubnetId']
    else:
        # a regional gateway is in a VPC and in no subnet; MiniStack knows zonal ones only.
        need(ec2._vpcs, props['VpcId'], 'VPC')
        place = 'regional'
    params = {'SubnetId': place, 'AllocationId': props.get('AllocationId', '')}
    gateway = made(ec2._create_nat_gateway, params, 'natGatewayId', props)
    ec2._nat_gateways[gateway]['VpcId'] = props.get('VpcId') or ec2._subnets[place]['VpcId']
    return remembered(gateway, props, {'NatGatewayId': gateway})


def nat_delete(physical_id, _props):
    call(ec2._delete_nat_gateway, {'NatGatewayId': physical_id})


def flow_log_create(_logical_id, props, _stack_name):
    need(ec2._vpcs, props['ResourceId'], 'VPC')
    params = {**query({**props, 'Tags': None}), 'ResourceId.1': props['ResourceId']}
    log = made(ec2._create_flow_logs, params, 'item', props)
    return remembered(log, props, {'Id': log})


def flow_log_delete(physical_id, _props):
    call(ec2._delete_flow_logs, {'FlowLogId.1': physical_id})


def egress_gateway_create(_logical_id, props, _stack_name):
    need(ec2._vpcs, props['VpcId'], 'VPC')
    params = {'VpcId': props['VpcId']}
    gateway = made(ec2._create_egress_only_igw, params, 'egressOnlyInternetGatewayId', props)
    return remembered(gateway, props, {'Id': gateway})


def egress_gateway_delete(physical_id, _props):
    call(ec2._delete_egress_only_igw, {'EgressOnlyInternetGatewayId': physical_id})


def cidr_create(logical_id, props, stack_name):
    vpc = need(ec2._vpcs, props['VpcId'], 'VPC')
    physical_id = cfn._physical_name(stack_name, logical_id)
    vpc.setdefault('Ipv6CidrBlockAssociationSet', []).append({
        'AssociationId': physical_id, 'Ipv6CidrBlock': IPV6_BLOCK})
    return remembered(physical_id, props, {'Id': physical_id, 'Ipv6CidrBlock': IPV6_BLOCK})


def cidr_delete(physical_id, props):
    vpc = ec2._vpcs.get(props['VpcId'], {})
    vpc['Ipv6CidrBlockAssociationSet'] = [
        each for each in vpc.get('Ipv6CidrBlockAssociationSet', []) if each.get('AssociationId') != physical_id]


def volume_create(_logical_id, props, _stack_name):
    volume = made(ec2._create_volume, query({**props, 'Tags': None}), 'volumeId', props)
    return remembered(volume, props, {'VolumeId': volume})


def volume_delete(physical_id, _props):
    call(ec2._delete_volume, {'VolumeId': physical_id})


def instance_create(_logical_id, props, _stack_name):
    need(ec2._subnets, props['SubnetId'], 'subnet')
    for group in props['SecurityGroupIds']:
        need(ec2._security_groups, group, 'security group')
    params = query({key: props[key] for key in ('SubnetId', 'InstanceType')})
    params.update({f'SecurityGroupId.{i}': group for i, group in enumerate(props['SecurityGroupIds'], 1)})
    params['IamInstanceProfile.Name'] = props['IamInstanceProfile']
    instance = made(ec2._run_instances, params, 'instanceId', props)
    record = ec2._instances[instance]
    return remembered(instance, props, {
        'InstanceId': instance, 'PrivateIp': record['PrivateIpAddress'],
        'AvailabilityZone': record['Placement']['AvailabilityZone']})


def instance_delete(physical_id, _props):
    call(ec2._terminate_instances, {'InstanceId.1': physical_id})


plain_vpc = cfn._ec2_vpc_create


def vpc_create(logical_id, props, stack_name):
    vpc, attributes = plain_vpc(logical_id, props, stack_name)
    # MiniStack reads attributes once, when the VPC is made; the block is added later.
    return vpc, {**attributes, 'Ipv6CidrBlocks': [IPV6_BLOCK]}


TYPES = {
    'AWS::EC2::SecurityGroupIngress': rule_handlers('IpPermissions', False),
    'AWS::EC2::SecurityGroupEgress': rule_handlers('IpPermissionsEgress', True),
    'AWS::EC2::EIP': handlers(eip_create, eip_delete),
    'AWS::EC2::NatGateway': handlers(nat_create, nat_delete),
    'AWS::EC2::FlowLog': handlers(flow_log_create, flow_log_delete),
    'AWS::EC2::EgressOnlyInternetGateway': handlers(egress_gateway_create, egress_gateway_delete),
    'AWS::EC2::VPCCidrBlock': handlers(cidr_create, cidr_delete),
    'AWS::EC2::Volume': handlers(volume_create, volume_delete),
    'AWS::EC2::Instance': handlers(instance_create, instance_delete),
}
