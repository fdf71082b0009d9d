import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FargateService, Ingress, Network, PostgresDatabase, ValkeyCache, WebLoadBalancer } from '../../src';
import { zoneIn } from '../support/stacks';
import { IMAGE } from '../support/wrong-inputs';

const env = { account: '111122223333', region: 'eu-west-1' };

/** The template of what is shared, and that of a service that uses all of it. */
function shopIn(context: { readonly [key: string]: string }): readonly [shared: Template, shop: Template] {
  const app = new App({ context });
  const [shared, stack] = ['Shared', 'Shop'].map((id) => new Stack(app, id, { env }));
  const { vpc } = new Network(shared, 'Network');
  const edge = new WebLoadBalancer(shared, 'Edge', { vpc, domainName: '*.example.com', hostedZone: zoneIn(shared) });
  const shop = new FargateService(stack, 'Shop', {
    vpc, image: IMAGE, ingress: Ingress.route(edge, { hosts: ['shop.example.com'] }),
  });
  shop.connectTo(new PostgresDatabase(shared, 'Database', { vpc }));
  shop.connectTo(new ValkeyCache(shared, 'Cache', { vpc }));
  return [Template.fromStack(shared), Template.fromStack(stack)];
}

const exported = (template: Template) =>
  Object.values(template.findOutputs('*')).filter((output) => (output as { Export?: unknown }).Export !== undefined);
const imports = (template: Template) => JSON.stringify(template.toJSON()).match(/Fn::ImportValue/g) ?? [];

// the pages name the context under "Change it later".
describe('a service that shares a load balancer and data of another stack', () => {
  test('holds them by exports, unless the app says otherwise', () => {
    const [shared, shop] = shopIn({});

    expect(exported(shared).length).toBeGreaterThan(5);
    expect(imports(shop).length).toBeGreaterThan(5);
  });

  test('may leave them in any order where references are weak', () => {
    const [shared, shop] = shopIn({ '@aws-cdk/core:defaultCrossStackReferences': 'weak' });

    expect(exported(shared)).toEqual([]);
    expect(imports(shop)).toEqual([]);
    expect(JSON.stringify(shop.toJSON())).toContain('Fn::GetStackOutput');
  });
});
