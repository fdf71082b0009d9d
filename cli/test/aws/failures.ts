// what AWS answers where something is wrong.
import type { Task } from '@aws-sdk/client-ecs';
import {
  minutesAgo, NOW, resourcesOf, runningTask, serviceWith, STACK_ID, stackWith, targetsWith, type Answer, type Calls,
} from './recorded';

/** A service whose tasks stop. */
export function stopped(task: Partial<Task>, calls: Calls = {}): Calls {
  return {
    describeServices: async () => serviceWith({ runningCount: 0, events: [], deployments: [
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', failedTasks: 2, desiredCount: 2 },
    ] }),
    listTasks: async ({ desiredStatus }) => ({ taskArns: desiredStatus === 'STOPPED' ? ['dead00001'] : [] }),
    describeTasks: async () => ({ tasks: [runningTask('dead00001', {
      lastStatus: 'STOPPED', startedAt: minutesAgo(6), stoppedAt: minutesAgo(4), containers: [{ name: 'web' }], ...task,
    })] }),
    describeTargetHealth: async () => targetsWith(),
    describeTaskDefinition: async () => taskDefinition(),
    getLogEvents: async () => ({ events: [] }),
    ...calls,
  };
}

/** A task that did not start. */
export function notStarted(stoppedReason: string): Calls {
  return stopped({ stopCode: 'TaskFailedToStart', stoppedReason });
}

/** A task whose main container ended. */
export function exited(exitCode: number, lines: readonly string[] = [], reason?: string): Calls {
  return stopped({
    stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'web', exitCode, reason }, { name: 'proxy', exitCode: 143 }],
  }, { getLogEvents: async () => log(lines) });
}

/** A service with one healthy target and one in this state. */
export function target(
  Reason: NonNullable<NonNullable<Answer<'describeTargetHealth'>['TargetHealthDescriptions']>[number]['TargetHealth']
  >['Reason'], Description = '', lines: readonly string[] = [], State: 'unhealthy' | 'unused' = 'unhealthy',
): Calls {
  return {
    describeTargetHealth: async () => targetsWith({ State: 'healthy' }, { State, Reason, Description }),
    describeTaskDefinition: async () => taskDefinition(), getLogEvents: async () => log(lines),
  };
}

export function event(message: string): Calls {
  const events = [{ message, createdAt: minutesAgo(2) }];
  return { describeServices: async () => serviceWith({ runningCount: 1, events }) };
}

export function taskDefinition(): Answer<'describeTaskDefinition'> {
  const logConfiguration = {
    logDriver: 'awslogs' as const, options: { 'awslogs-group': 'Shop-Web-Logs', 'awslogs-stream-prefix': 'web' },
  };
  return { taskDefinition: { containerDefinitions: [
    { name: 'web', essential: true, portMappings: [{ containerPort: 8080 }], logConfiguration },
    { name: 'proxy', essential: true, logConfiguration },
  ] } };
}

export function log(lines: readonly string[], secondsAfterStart = 5): Answer<'getLogEvents'> {
  const timestamp = minutesAgo(6).getTime() + secondsAfterStart * 1000;
  return { events: lines.map((message) => ({ message, timestamp })) };
}

/** A stack that failed with these events, the newest first. */
export function stackFailed(
  StackStatus: 'ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE' | 'DELETE_FAILED',
  ...failed: readonly (readonly [type: string, id: string, reason: string, physicalId?: string])[]
): Calls {
  const start = {
    EventId: '0', StackId: STACK_ID, StackName: 'Shop', ResourceType: 'AWS::CloudFormation::Stack',
    PhysicalResourceId: STACK_ID, ResourceStatus: 'CREATE_IN_PROGRESS' as const, Timestamp: minutesAgo(30),
  };
  return {
    describeStacks: async () => stackWith({ StackStatus }),
    describeStackEvents: async () => ({ StackEvents: [
      ...failed.map(([ResourceType, LogicalResourceId, ResourceStatusReason, PhysicalResourceId], index) => ({
        EventId: `${index + 1}`, StackId: STACK_ID, StackName: 'Shop', ResourceType, LogicalResourceId,
        ResourceStatus: 'CREATE_FAILED' as const, ResourceStatusReason, PhysicalResourceId, Timestamp: minutesAgo(20),
      })), start,
    ] }),
  };
}

export function certificate(Status: 'PENDING_VALIDATION' | 'FAILED', FailureReason?: 'CAA_ERROR'): Calls {
  return {
    ...event('(service Shop-Web-1) has started 1 tasks.'),
    listStackResources: async () => ({ StackResourceSummaries: [...resourcesOf().StackResourceSummaries ?? [], {
      ResourceType: 'AWS::CertificateManager::Certificate', LogicalResourceId: 'Certificate',
      PhysicalResourceId: 'arn:aws:acm:eu-west-1:111122223333:certificate/1', ResourceStatus: 'CREATE_IN_PROGRESS',
      LastUpdatedTimestamp: NOW,
    }] }),
    describeCertificate: async () => ({ Certificate: { Status, FailureReason, DomainName: 'shop.example.com' } }),
  };
}

export function group(StatusCode: 'Failed' | 'Successful', Cause: string, StatusMessage?: string): Calls {
  return {
    listStackResources: async () => ({ StackResourceSummaries: [{
      ResourceType: 'AWS::AutoScaling::AutoScalingGroup', LogicalResourceId: 'Group', PhysicalResourceId: 'shop-group',
      LastUpdatedTimestamp: NOW, ResourceStatus: 'CREATE_COMPLETE',
    }] }),
    describeAutoScalingGroups: async () => ({ AutoScalingGroups: [{
      AutoScalingGroupName: 'shop-group', MinSize: 2, MaxSize: 6, DesiredCapacity: 2, DefaultCooldown: 0,
      AvailabilityZones: [], HealthCheckType: 'ELB', CreatedTime: NOW, Instances: [],
    }] }),
    describeInstanceRefreshes: async () => ({ InstanceRefreshes: [] }),
    describeGroupActivities: async () => ({ Activities: [{
      ActivityId: '1', AutoScalingGroupName: 'shop-group', StartTime: minutesAgo(5), StatusCode, Cause, StatusMessage,
      Description: 'Launching a new EC2 instance.',
    }] }),
  };
}

/** A service whose tasks cannot reach ECR, in a subnet with this route, and with more in the template. */
export function unreachable(route: object | undefined, address: 'ENABLED' | 'DISABLED', more: object = {}): Calls {
  return {
    ...notStarted('ResourceInitializationError: unable to pull secrets or registry auth: There is a connection issue '
      + 'between the task and Amazon ECR. Check your task network configuration.'),
    getTemplate: async () => ({ TemplateBody: JSON.stringify({ Resources: {
      WebService: {
        Type: 'AWS::ECS::Service', Metadata: { 'aws:cdk:path': 'Shop/Web/Service/Service' }, Properties: {
          NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: address, Subnets: [{ Ref: 'Subnet' }] } },
        },
      },
      Vpc: { Type: 'AWS::EC2::VPC' }, Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' } } },
      Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
      Association: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: {
        SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' },
      } },
      ...route && { Route: { Type: 'AWS::EC2::Route', Properties: {
        RouteTableId: { Ref: 'Table' }, DestinationCidrBlock: '0.0.0.0/0', ...route,
      } } },
      ...more,
    } }) }),
  };
}

/** The id of a security group in a template. */
export const idOf = (name: string) => ({ 'Fn::GetAtt': [name, 'GroupId'] });

/** A security group in a template. */
export const securityGroup = (properties: object = {}) => ({ Type: 'AWS::EC2::SecurityGroup', Properties: properties });

/** A service behind a load balancer, with these security groups and rules. */
export function behindBalancer(resources: object, ofTasks: unknown = idOf('TaskGroup')): Calls {
  return {
    ...target('Target.Timeout', 'Request timed out'),
    getTemplate: async () => ({ TemplateBody: JSON.stringify({ Resources: {
      WebService: {
        Type: 'AWS::ECS::Service', Metadata: { 'aws:cdk:path': 'Shop/Web/Service/Service' }, Properties: {
          LoadBalancers: [{ TargetGroupArn: { Ref: 'Targets' }, ContainerPort: 8080 }],
          NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [ofTasks] } },
        },
      },
      Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 80 } },
      Rule: { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: {
        ListenerArn: { Ref: 'Listener' }, Actions: [{ TargetGroupArn: { Ref: 'Targets' }, Type: 'forward' }],
      } },
      Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {
        LoadBalancerArn: { Ref: 'Balancer' },
      } },
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Metadata: { 'aws:cdk:path': 'Shop/Web/Balancer/Resource' },
        Properties: { SecurityGroups: [idOf('BalancerGroup')] },
      },
      BalancerGroup: securityGroup(), TaskGroup: securityGroup(), ...resources,
    } }) }),
  };
}
