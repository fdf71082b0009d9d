// how the library finds things of an app that somebody else has made.
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { Construct, Node, type IConstruct } from 'constructs';
import { FargateService, Ingress, ServiceImage, ValkeyCache } from '../../src';
import { Directory, resourcesOfType } from '../../src/core';
import { stackWithVpc, THREE_TIERS, zoneIn } from '../support/stacks';

const pathsOf = (scope: IConstruct) =>
  resourcesOfType<CfnQueue>(scope, CfnQueue.CFN_RESOURCE_TYPE_NAME).map(({ node }) => node.path);

describe('a search of the app', () => {
  test('finds what was made before, since and elsewhere, once', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new Queue(stack, 'Before');

    expect(pathsOf(stack)).toEqual(['Stack/Before/Resource']);
    new Queue(new Construct(stack, 'Since'), 'Queue');
    new Queue(new Stack(app, 'Other'), 'Queue');
    expect(pathsOf(stack).sort()).toEqual(
      ['Other/Queue/Resource', 'Stack/Before/Resource', 'Stack/Since/Queue/Resource'],
    );
    expect(pathsOf(stack)).toHaveLength(3);
  });

  test('finds no more what was removed', () => {
    const stack = new Stack(new App(), 'Stack');
    new Queue(stack, 'Kept');
    new Queue(stack, 'Removed');
    expect(pathsOf(stack)).toHaveLength(2);
    stack.node.tryRemoveChild('Removed');

    expect(pathsOf(stack)).toEqual(['Stack/Kept/Resource']);
  });

  test('takes in a construct that was still being made when somebody asked', () => {
    const named = new Directory<IConstruct>('named-for-a-test', (construct) => {
      const { title } = construct as { title?: string };
      return title === undefined ? undefined : { name: title, value: construct };
    });
    class Titled extends Construct {
      public readonly title?: string;

      constructor(scope: Construct, id: string) {
        super(scope, id);
        named.find(this, () => true);
        this.title = id;
      }
    }
    const stack = new Stack(new App(), 'Stack');
    new Titled(stack, 'Late');

    expect(named.find(stack, ({ name }) => name === 'Late')).toHaveLength(1);
  });
});

describe('the time of a synthesis', () => {
  /** How often the children of a construct are listed while services with names, secrets and backends are made. */
  function looks(services: number): number {
    const { stack, vpc } = stackWithVpc({
      vpc: THREE_TIERS, props: { env: { account: '111122223333', region: 'eu-west-1' } },
    });
    const hostedZone = zoneIn(stack);
    new ARecord(stack, 'Mine', {
      zone: hostedZone, recordName: 'mine', target: RecordTarget.fromIpAddresses('192.0.2.1'),
    });
    const children = jest.spyOn(Node.prototype, 'children', 'get');
    for (let i = 0; i < services; i += 1) {
      const shop = new FargateService(stack, `Shop${i}`, {
        vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'),
        ingress: Ingress.https({
          domainName: `shop${i}.example.com`, hostedZone,
          loadBalancer: { attributes: { idleTimeout: Duration.seconds(30) } },
        }),
      });
      shop.connectTo(new ValkeyCache(stack, `Cache${i}`, { vpc }));
    }
    const count = children.mock.calls.length;
    children.mockRestore();
    return count;
  }

  test('grows with the app, and not with its square', () => {
    const [two, four, eight] = [2, 4, 8].map(looks);

    expect((eight - four) / (four - two)).toBeLessThan(2.2);
  });
});
