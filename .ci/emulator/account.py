"""The emulated account: publishes assets, deploys stacks by way of CloudFormation, and says what is there."""
import glob
import io
import json
import os
import time
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ACCOUNT = os.environ['MINISTACK_ACCOUNT_ID']
REGION = os.environ['AWS_REGION']
CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND']
STACK_SECONDS = 120
clients = {}


def client(service, region=REGION):
    key = (service, region)
    if key not in clients:
        clients[key] = boto3.client(service, region_name=region, config=Config(s3={'addressing_style': 'path'}))
    return clients[key]


def zipped(folder):
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w') as archive:
        for parent, _folders, files in os.walk(folder):
            for name in files:
                archive.write(os.path.join(parent, name), os.path.relpath(os.path.join(parent, name), folder))
    return data.getvalue()


def read(*parts):
    with open(os.path.join(*parts), 'rb') as file:
        return file.read()


class Stack:
    """A stack of a cloud assembly."""

    def __init__(self, folder, name, properties, region):
        self.folder, self.name, self.region = folder, properties.get('stackName', name), region
        self.template = read(folder, properties['templateFile']).decode()
        self.resources = json.loads(self.template)['Resources']

    @property
    def cloudformation(self):
        return client('cloudformation', self.region)

    def status(self):
        """None if there is no such stack."""
        try:
            return self.cloudformation.describe_stacks(StackName=self.name)['Stacks'][0]['StackStatus']
        except ClientError:
            return None

    def settled(self):
        end = time.monotonic() + STACK_SECONDS
        while time.monotonic() < end:
            status = self.status()
            if status is None or not status.endswith('_IN_PROGRESS'):
                return status
            time.sleep(0.05)
        return f'{status} after {STACK_SECONDS} s'

    def asked(self, template=None):
        """Large templates go by way of the bucket of the bootstrap stack, as the CDK sends them."""
        key = f'rehearsal/{self.name}.json'
        bucket = f'cdk-hnb659fds-assets-{ACCOUNT}-{self.region}'
        client('s3', self.region).put_object(Bucket=bucket, Key=key, Body=(template or self.template).encode())
        return {'StackName': self.name, 'TemplateURL': f'https://s3.amazonaws.com/{bucket}/{key}',
                'Capabilities': CAPABILITIES}

    def create(self):
        return self.settled_after(self.cloudformation.create_stack)

    def update(self, template=None):
        return self.settled_after(self.cloudformation.update_stack, template)

    def settled_after(self, operation, template=None):
        """A status, or the reason why CloudFormation does nothing."""
        self.publish()
        try:
            operation(**self.asked(template))
        except ClientError as error:
            return error.response['Error']['Message']
        return self.settled()

    def delete(self):
        self.cloudformation.delete_stack(StackName=self.name)
        return self.settled()

    def publish(self):
        """Files of the assembly into the bucket of the bootstrap stack."""
        for manifest in glob.glob(os.path.join(self.folder, '*.assets.json')):
            for asset in json.loads(read(manifest))['files'].values():
                source = os.path.join(self.folder, asset['source']['path'])
                for place in asset['destinations'].values():
                    if source.endswith('.template.json') or place.get('region', self.region) != self.region:
                        continue
                    data = zipped(source) if asset['source']['packaging'] == 'zip' else read(source)
                    client('s3', self.region).put_object(
                        Bucket=f'cdk-hnb659fds-assets-{ACCOUNT}-{self.region}', Key=place['objectKey'], Body=data)

    def ids(self):
        """Physical ids by logical id."""
        pages = self.cloudformation.get_paginator('list_stack_resources').paginate(StackName=self.name)
        return {each['LogicalResourceId']: each.get('PhysicalResourceId')
                for page in pages for each in page['StackResourceSummaries']
                if each['ResourceStatus'] != 'DELETE_COMPLETE'}

    def outputs(self):
        stack = self.cloudformation.describe_stacks(StackName=self.name)['Stacks'][0]
        return {each['OutputKey']: each['OutputValue'] for each in stack.get('Outputs', [])}

    def failures(self):
        """Why it failed, in CloudFormation's words."""
        try:
            events = self.cloudformation.describe_stack_events(StackName=self.name)['StackEvents']
        except ClientError as error:
            return [str(error)]
        return [f"{each['LogicalResourceId']}: {each.get('ResourceStatusReason', '')}" for each in events
                if each['ResourceStatus'].endswith('_FAILED')]


def stacks(folder):
    """The stacks of a cloud assembly, those that others need first."""
    artifacts = json.loads(read(folder, 'manifest.json'))['artifacts']
    found = []

    def visit(name):
        artifact = artifacts[name]
        for needed in artifact.get('dependencies', []):
            visit(needed)
        if artifact['type'] == 'aws:cloudformation:stack' and name not in [each for each, _ in found]:
            region = artifact['environment'].rsplit('/', 1)[1]
            found.append((name, Stack(folder, name, artifact['properties'],
                                      REGION if region == 'unknown-region' else region)))
    for name in artifacts:
        visit(name)
    return [stack for _name, stack in found]
