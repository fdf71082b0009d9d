/**
 * The described web tier, as its Terraform would be written for CloudFormation: one VPC with three zones, a NAT gateway
 * in each, a load balancer, 2 to 10 instances of t3.medium with detailed monitoring, and the two alarms that scale.
 */
const ZONES = ['A', 'B', 'C'];

export function describedTier() {
  return { Resources: { ...network(), ...loadBalancer(), ...instances(), ...scaling() } };
}

function network() {
  return {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    ...Object.assign({}, ...ZONES.map((zone, i) => ({
      [`Public${zone}`]: {
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: `10.0.${i}.0/24`, MapPublicIpOnLaunch: true },
      },
      [`Private${zone}`]: {
        Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: `10.0.${10 + i}.0/24` },
      },
      [`Address${zone}`]: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } },
      [`Nat${zone}`]: {
        Type: 'AWS::EC2::NatGateway', Properties: {
          SubnetId: { Ref: `Public${zone}` }, AllocationId: { 'Fn::GetAtt': [`Address${zone}`, 'AllocationId'] },
        },
      },
    })) as object[]),
  };
}

function loadBalancer() {
  return {
    LoadBalancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Scheme: 'internet-facing', Type: 'application', Subnets: subnets('Public') },
    },
    Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId: { Ref: 'Vpc' }, Port: 80 } },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {
        LoadBalancerArn: { Ref: 'LoadBalancer' },
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
  };
}

function instances() {
  return {
    Launch: {
      Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: {
        InstanceType: 't3.medium', Monitoring: { Enabled: true },
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8, VolumeType: 'gp3' } }],
      } },
    },
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: {
        MinSize: '2', MaxSize: '10', VPCZoneIdentifier: subnets('Private'), TargetGroupARNs: [{ Ref: 'Targets' }],
        LaunchTemplate: {
          LaunchTemplateId: { Ref: 'Launch' }, Version: { 'Fn::GetAtt': ['Launch', 'LatestVersionNumber'] },
        },
      },
    },
  };
}

function scaling() {
  const policy = (adjustment: number) => ({
    Type: 'AWS::AutoScaling::ScalingPolicy', Properties: {
      AutoScalingGroupName: { Ref: 'Group' }, AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: adjustment,
      Cooldown: '300',
    },
  });
  const alarm = (comparison: string, threshold: number, action: string) => ({
    Type: 'AWS::CloudWatch::Alarm', Properties: {
      Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Statistic: 'Average', Period: 120, EvaluationPeriods: 2,
      ComparisonOperator: comparison, Threshold: threshold, AlarmActions: [{ Ref: action }],
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: { Ref: 'Group' } }],
    },
  });
  return {
    ScaleOut: policy(2), ScaleIn: policy(-1),
    High: alarm('GreaterThanThreshold', 70, 'ScaleOut'), Low: alarm('LessThanThreshold', 30, 'ScaleIn'),
  };
}

function subnets(kind: string) {
  return ZONES.map((zone) => ({ Ref: `${kind}${zone}` }));
}
