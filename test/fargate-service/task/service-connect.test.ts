import { CfnParameter, Stack } from 'aws-cdk-lib';
import { LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { ServiceConnect } from '../../../src/fargate-service';
import { rendered } from '../../support/templates';

const stack = new Stack();
const token = new CfnParameter(stack, 'P', { type: 'Number' });

describe('service connect', () => {
  const namespace = new HttpNamespace(stack, 'Namespace', { name: 'internal' });
  const problems = (options: { dnsName: string; port?: number }) =>
    rendered(ServiceConnect.server(namespace, options)._variant.problems('serviceConnect', stack));

  test.each(['', 'Orders', '-a', 'a-', 'a.b', 'a'.repeat(64)])('fails for the name "%s"', (dnsName) => {
    expect(problems({ dnsName }))
      .toEqual([`"serviceConnect.dnsName" must be 1 to 63 lower-case letters, digits and "-", got "${dnsName}"`]);
  });

  test('fails for a port that does not exist', () => {
    expect(problems({ dnsName: 'a', port: 0 }))
      .toEqual(['"serviceConnect.port" must be an integer from 1 to 65535, got 0']);
    expect(problems({ dnsName: 'a'.repeat(63), port: 65535 })).toEqual([]);
    expect(problems({ dnsName: token.valueAsString })).toEqual([]);
  });

  // the name in Cloud Map has to be unique in the namespace, and by default it is that of the port.
  test('gives each service of a namespace a discovery name of its own', () => {
    const logDriver = LogDrivers.awsLogs({ streamPrefix: 'a' });
    const names = ['orders', 'shop'].map((dnsName) =>
      ServiceConnect.server(namespace, { dnsName })._variant.bind(stack, logDriver).services);

    expect(names).toEqual([
      [expect.objectContaining({ discoveryName: 'orders', dnsName: 'orders' })],
      [expect.objectContaining({ discoveryName: 'shop', dnsName: 'shop' })],
    ]);
  });
});
