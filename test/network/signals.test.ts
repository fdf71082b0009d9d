import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { Nat, Network, type NetworkProps } from '../../src';
import { createAlarm, severitiesOf, signalsProblems } from '../../src/signal';
import { missingDataOf } from '../signal/support';

function networkWith(props: NetworkProps): { stack: Stack; network: Network } {
  const stack = new Stack(new App(), 'Stack');
  return { stack, network: new Network(stack, 'Network', props) };
}

// R-MON-1
describe('signals of a network', () => {
  test('tell of each NAT gateway', () => {
    const { network } = networkWith({ nat: Nat.perAz(), availabilityZones: 2 });

    expect(network.signals().map(({ id }) => id)).toEqual([
      'NatGateway1PortAllocationErrors', 'NatGateway1PacketsDropped',
      'NatGateway2PortAllocationErrors', 'NatGateway2PacketsDropped',
    ]);
    expect(signalsProblems(network.signals())).toEqual([]);
  });

  test('are none where there is nothing to watch', () => {
    expect(networkWith({ nat: Nat.none() }).network.signals()).toEqual([]);
  });

  test('a gap of an idle gateway is nothing bad', () => {
    const { network } = networkWith({ nat: Nat.single() });

    expect(missingDataOf(network.signals())).toEqual([
      'NatGateway1PortAllocationErrors warning notBreaching', 'NatGateway1PacketsDropped warning notBreaching',
    ]);
  });

  test('their alarms look at the gateway', () => {
    const { stack, network } = networkWith({ nat: Nat.single() });
    const [ports, dropped] = network.signals();

    for (const signal of [ports, dropped]) createAlarm(network, signal, severitiesOf(signal)[0], []);

    const template = Template.fromStack(stack);
    const [gateway] = Object.keys(template.findResources('AWS::EC2::NatGateway'));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/NATGateway', MetricName: 'ErrorPortAllocation', Statistic: 'Sum', Period: 60, Threshold: 0,
      EvaluationPeriods: 15, ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [{ Name: 'NatGatewayId', Value: { 'Fn::GetAtt': [gateway, 'NatGatewayId'] } }],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 0.01, EvaluationPeriods: 7, DatapointsToAlarm: 5,
    });
    expect(dropped.metric.toMetricConfig().mathExpression!.expression).toBe(
      'IF((FILL(whole0, 0) + FILL(whole1, 0)) >= 10000, '
      + '100 * (FILL(part0, 0)) / (FILL(whole0, 0) + FILL(whole1, 0)), 0)',
    );
  });

  test('tell of an interface endpoint as soon as there is one, and not of a gateway endpoint', () => {
    const { stack, network } = networkWith({ nat: Nat.none() });
    network.vpc.addInterfaceEndpoint('Logs', { service: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });

    const [signal, ...others] = network.signals();
    createAlarm(network, signal, severitiesOf(signal)[0], []);

    expect([signal.id, others]).toEqual(['EndpointLogsPacketsDropped', []]);
    expect(missingDataOf([signal])).toEqual(['EndpointLogsPacketsDropped warning notBreaching']);
    const alarm = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))[0].Properties;
    expect(alarm).toMatchObject({
      Namespace: 'AWS/PrivateLinkEndpoints', MetricName: 'PacketsDropped', Statistic: 'Sum', Threshold: 0,
      EvaluationPeriods: 5,
    });
    expect(alarm.Dimensions.map(({ Name }: { Name: string }) => Name))
      .toEqual(['Endpoint Type', 'Service Name', 'VPC Endpoint Id', 'VPC Id']);
  });
});
