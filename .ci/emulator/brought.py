"""What the examples find in their account: a hosted zone, images, a repository, a secret, a company's network."""
import json

import ministack.services.alb as alb
import ministack.services.ec2 as ec2
import ministack.services.ecr as ecr
import ministack.services.ecs as ecs
import ministack.services.route53 as route53
import ministack.services.secretsmanager as secrets
import ministack.services.ssm as ssm
from ministack.core.responses import get_region, set_request_region

ZONE = 'Z0123456789ABCDEFGHIJ'
REGIONS = ('eu-central-1', 'eu-west-1')
MACHINE_IMAGES = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-'
MACHINE_IMAGE = 'ami-0123456789abcdef0'
VPC = 'vpc-0123456789abcdef0'
SUBNETS = {'subnet-0a00000000000000a': 'a', 'subnet-0b00000000000000b': 'b', 'subnet-0c00000000000000c': 'a',
           'subnet-0d00000000000000d': 'b', 'subnet-0e00000000000000e': 'a', 'subnet-0f00000000000000f': 'b'}


def hosted_zone():
    route53._zones[ZONE] = {'id': ZONE, 'name': 'example.com.', 'caller_reference': 'examples', 'comment': '',
                            'private': False, 'vpcs': []}
    route53._records[ZONE] = route53._default_records('example.com.')


def company_network():
    """Made by the service, with the ids that the example names."""
    make_vpc, make_subnet, make_group = ec2._new_vpc_id, ec2._new_subnet_id, ec2._new_sg_id
    ec2._new_vpc_id = lambda: VPC
    ec2._create_vpc({'CidrBlock': '10.40.0.0/16'})
    for number, (subnet, zone) in enumerate(SUBNETS.items()):
        ec2._new_subnet_id = lambda subnet=subnet: subnet
        ec2._create_subnet({'VpcId': VPC, 'CidrBlock': f'10.40.{number}.0/24', 'AvailabilityZone': get_region() + zone})
    ec2._new_sg_id = lambda: 'sg-0123456789abcdef0'
    ec2._create_security_group({'VpcId': VPC, 'GroupName': 'entrance', 'GroupDescription': 'Entrance'})
    ec2._new_vpc_id, ec2._new_subnet_id, ec2._new_sg_id = make_vpc, make_subnet, make_group


def company_load_balancer():
    make_id, ids = alb._short_id, iter(['50dc6c495c0c9188', 'f2f7dc8efc522ab2', '0000000000000000'])
    alb._short_id = lambda: next(ids)
    alb._create_lb({'Name': 'web', 'VpcId': VPC})
    alb._create_listener({'LoadBalancerArn': next(iter(alb._lbs)), 'Port': '443', 'Protocol': 'HTTPS',
                          'DefaultActions.member.1.Type': 'fixed-response'})
    alb._short_id = make_id


def bring():
    hosted_zone()
    # names below /aws are AWS's own.
    refuse, ssm._reserved_name_error = ssm._reserved_name_error, lambda name: None
    for region in REGIONS:
        set_request_region(region)
        for processor in ('x86_64', 'arm64'):
            ssm._put_parameter({'Name': MACHINE_IMAGES + processor, 'Type': 'String', 'Value': MACHINE_IMAGE})
        ecr._create_repository({'repositoryName': 'shop'})
    ssm._reserved_name_error = refuse
    company_network()
    company_load_balancer()
    ecs._create_cluster({'clusterName': 'company'})
    secrets._create_secret({'Name': 'users-api/login', 'SecretString': json.dumps({
        'clientId': 'users', 'clientSecret': 'for a test'})})
