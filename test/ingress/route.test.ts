import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Ingress, WebLoadBalancer, type SharedIngressOptions } from '../../src/ingress';
import { Service, setup, sharedLoadBalancer, type Setup } from './support';
import { zoneIn } from '../support/stacks';
import { only } from '../support/templates';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

function route(options: SharedIngressOptions): { template: Template; url: string; given: Setup } {
  const given = setup();
  const { bound } = new Service(given.stack, 'Shop', {
    vpc: given.vpc, ingress: Ingress.route(sharedLoadBalancer(given), options),
  });
  return { template: Template.fromStack(given.stack), url: bound!.url, given };
}

function conditionsOf(options: SharedIngressOptions): unknown[] {
  return only(route(options).template, RULE).Properties.Conditions;
}

// R-LB-4
describe('a route', () => {
  test('by host', () => {
    expect(conditionsOf({ hosts: ['a.example.com', 'b.example.com'] }))
      .toEqual([{ Field: 'host-header', HostHeaderConfig: { Values: ['a.example.com', 'b.example.com'] } }]);
  });

  test('by path', () => {
    expect(conditionsOf({ paths: ['/orders', '/orders/*'] }))
      .toEqual([{ Field: 'path-pattern', PathPatternConfig: { Values: ['/orders', '/orders/*'] } }]);
  });

  test('by host and path', () => {
    expect(conditionsOf({ hosts: ['a.example.com'], paths: ['/orders/*'] })).toEqual([
      { Field: 'host-header', HostHeaderConfig: { Values: ['a.example.com'] } },
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/orders/*'] } },
    ]);
  });

  test('by domain name takes that host', () => {
    expect(conditionsOf({ domainName: 'a.example.com' }))
      .toEqual([{ Field: 'host-header', HostHeaderConfig: { Values: ['a.example.com'] } }]);
  });

  // R-NET-5
  test('by port opens a listener like the first one, for the same clients', () => {
    const { template } = route({ port: 5001 });

    template.hasResourceProperties(LISTENER, {
      Port: 5001, Protocol: 'HTTPS', DefaultActions: [{ Type: 'fixed-response' }],
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09',
    });
    expect(only(template, RULE).Properties.Conditions)
      .toEqual([{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }]);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Entrance of the load balancer',
      SecurityGroupIngress: [443, 80, 5001].map((port) => ({ CidrIp: '0.0.0.0/0', FromPort: port, ToPort: port })),
    });
  });

  test('by the port of the load balancer opens no second listener', () => {
    route({ port: 443 }).template.resourceCountIs(LISTENER, 2);
  });

  test('services that name the same port share its listener', () => {
    const given = setup();
    const edge = sharedLoadBalancer(given);
    for (const host of ['a', 'b']) {
      new Service(given.stack, host, {
        vpc: given.vpc, ingress: Ingress.route(edge, { port: 5001, hosts: [`${host}.example.com`] }),
      });
    }

    Template.fromStack(given.stack).resourceCountIs(LISTENER, 3);
  });

  test.each([
    [{ hosts: ['a.example.com'] }, 'https://a.example.com'],
    [{ hosts: ['*.b.example.com', 'c.example.com'], paths: ['/orders/*'] }, 'https://c.example.com/orders'],
    [{ hosts: ['a.example.com'], port: 5001 }, 'https://a.example.com:5001'],
    [{ hosts: ['a.example.com'], paths: ['/*'] }, 'https://a.example.com'],
  ])('%j is found at %s', (options, url) => {
    expect(route(options).url).toBe(url);
  });

  test('an explicit priority wins', () => {
    expect(only(route({ paths: ['/*'], priority: 7 }).template, RULE).Properties.Priority).toBe(7);
  });
});

// R-LB-6
describe('the domain name of a route', () => {
  test('gets a record that follows the load balancer', () => {
    const given = setup();
    const edge = sharedLoadBalancer(given);
    const stack = new Stack(given.app, 'Team');
    new Service(stack, 'Shop', {
      vpc: given.vpc, ingress: Ingress.route(edge, { domainName: 'shop.example.com', hostedZone: zoneIn(stack) }),
    });

    expect(only(Template.fromStack(stack), 'AWS::Route53::RecordSet').Properties).toMatchObject({
      Name: 'shop.example.com.', Type: 'A', AliasTarget: { HostedZoneId: { 'Fn::ImportValue': expect.any(String) } },
    });
  });

  test('that the certificate of the load balancer covers gets no certificate', () => {
    const given = setup();
    const edge = sharedLoadBalancer(given);
    new Service(given.stack, 'Shop', {
      vpc: given.vpc, ingress: Ingress.route(edge, { domainName: 'shop.example.com', hostedZone: given.hostedZone }),
    });

    Template.fromStack(given.stack).resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerCertificate', 0);
  });

  test.each(['shop.eu.example.com', 'example.com'])(
    '%s, which a wildcard does not cover, gets a certificate of its own',
    (domainName) => {
      const given = setup();
      const edge = sharedLoadBalancer(given);
      new Service(given.stack, 'Shop', {
        vpc: given.vpc, ingress: Ingress.route(edge, { domainName, hostedZone: given.hostedZone }),
      });
      const template = Template.fromStack(given.stack);

      template.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: domainName });
      template.resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerCertificate', 1);
    },
  );

  test('may bring a certificate', () => {
    const given = setup();
    const certificate = Certificate.fromCertificateArn(
      given.stack, 'Mine', 'arn:aws:acm:eu-west-1:123456789012:certificate/2',
    );
    new Service(given.stack, 'Shop', {
      vpc: given.vpc,
      ingress: Ingress.route(sharedLoadBalancer(given), { domainName: 'shop.example.org', certificate }),
    });

    expect(
      only(Template.fromStack(given.stack), 'AWS::ElasticLoadBalancingV2::ListenerCertificate').Properties.Certificates,
    )
      .toEqual([{ CertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/2' }]);
  });

  test('gets no certificate behind plain HTTP', () => {
    const given = setup();
    const edge = new WebLoadBalancer(given.stack, 'Edge', { vpc: given.vpc, protocol: ApplicationProtocol.HTTP });
    const ingress = Ingress.route(edge, { domainName: 'shop.example.com', hostedZone: given.hostedZone });

    expect(new Service(given.stack, 'Shop', { vpc: given.vpc, ingress }).bound!.url).toBe('http://shop.example.com');
    Template.fromStack(given.stack).resourceCountIs('AWS::CertificateManager::Certificate', 0);
  });
});

// R-LB-4; failure mode: cyclic stacks through security group rules
describe('across stacks', () => {
  function teams(): Setup & { readonly edge: WebLoadBalancer; readonly shop: Stack; readonly search: Stack } {
    const given = setup();
    const edge = sharedLoadBalancer(given);
    const [shop, search] = ['Shop', 'Search'].map((id) => {
      const stack = new Stack(given.app, id);
      new Service(stack, 'Service', {
        vpc: given.vpc, shiftsTraffic: true,
        ingress: Ingress.route(edge, { hosts: [`${id.toLowerCase()}.example.com`] }),
      });
      return stack;
    });
    return { ...given, edge, shop, search };
  }

  test('the stack of the load balancer depends on no service', () => {
    const { app, stack, shop, search } = teams();
    app.synth();

    expect(stack.dependencies.map((dependency) => dependency.node.id)).toEqual(['Network']);
    for (const team of [shop, search]) expect(team.dependencies).toContain(stack);
  });

  test('target groups, rule and both security group rules stand in the stack of the service', () => {
    const { stack, shop } = teams();
    const [platform, team] = [Template.fromStack(stack), Template.fromStack(shop)];

    team.resourceCountIs(TARGET_GROUP, 2);
    team.resourceCountIs(RULE, 1);
    team.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    team.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
    for (const type of [TARGET_GROUP, RULE, 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress']) {
      platform.resourceCountIs(type, 0);
    }
  });

  test('the group of the load balancer lets nothing out although its own template names no target', () => {
    const { stack } = teams();

    expect(only(Template.fromStack(stack), 'AWS::EC2::SecurityGroup').Properties.SecurityGroupEgress).toEqual(
      [expect.objectContaining({ CidrIp: '127.0.0.1/32' })],
    );
  });

  test('adding a service changes nothing of another one', () => {
    const { search } = teams();
    const alone = setup();
    const stack = new Stack(alone.app, 'Search');
    new Service(stack, 'Service', {
      vpc: alone.vpc, shiftsTraffic: true,
      ingress: Ingress.route(sharedLoadBalancer(alone), { hosts: ['search.example.com'] }),
    });

    expect(Template.fromStack(search).toJSON()).toEqual(Template.fromStack(stack).toJSON());
  });

  test('a service may live beside the load balancer while another one lives elsewhere', () => {
    const given = teams();
    new Service(given.stack, 'Home', { vpc: given.vpc, ingress: Ingress.route(given.edge, { paths: ['/*'] }) });

    expect(() => given.app.synth()).not.toThrow();
  });

  test('the load balancer may stand in the stack that depends on the VPC of the service', () => {
    const given = setup();
    const home = new Stack(given.app, 'Home');
    const vpc = new Vpc(home, 'Vpc');
    const edge = new WebLoadBalancer(given.stack, 'Edge', { vpc, protocol: ApplicationProtocol.HTTP });
    new Service(new Stack(given.app, 'Team'), 'Service', { vpc, ingress: Ingress.route(edge, { paths: ['/*'] }) });

    expect(() => given.app.synth()).not.toThrow();
    expect(home.dependencies).toEqual([]);
  });

  test('metrics of a target group work in the stack of the service', () => {
    const given = setup();
    const stack = new Stack(given.app, 'Team');
    const { bound } = new Service(stack, 'Service', {
      vpc: given.vpc, ingress: Ingress.route(sharedLoadBalancer(given), { paths: ['/*'] }),
    });

    expect(() => bound!.targetGroup.metrics.requestCount()).not.toThrow();
    expect(bound!.isShared).toBe(true);
  });
});

// failure mode: a target group cannot move to another load balancer
describe('the logical id of a target group', () => {
  test('changes with the load balancer', () => {
    const idOf = (edgeId: string) => {
      const { stack, vpc } = setup();
      const edge = new WebLoadBalancer(stack, edgeId, { vpc, protocol: ApplicationProtocol.HTTP });
      new Service(stack, 'Shop', { vpc, ingress: Ingress.route(edge, { paths: ['/*'] }) });
      return Object.keys(Template.fromStack(stack).findResources(TARGET_GROUP));
    };

    expect(idOf('Blue')).not.toEqual(idOf('Green'));
  });

  test('changes when a service moves from its own load balancer to a shared one', () => {
    const { stack, vpc } = setup();
    new Service(stack, 'Shop', { vpc, ingress: Ingress.http() });
    const own = Object.keys(Template.fromStack(stack).findResources(TARGET_GROUP));

    expect(Object.keys(route({ paths: ['/*'] }).template.findResources(TARGET_GROUP))).not.toEqual(own);
  });
});

describe('rules that collide', () => {
  function second(first: SharedIngressOptions, options: SharedIngressOptions): () => unknown {
    const given = setup();
    const edge = sharedLoadBalancer(given);
    new Service(given.stack, 'Shop', { vpc: given.vpc, ingress: Ingress.route(edge, first) });
    return () =>
      new Service(new Stack(given.app, 'Team'), 'Search', { vpc: given.vpc, ingress: Ingress.route(edge, options) });
  }

  test('fails for the same priority and names both services', () => {
    expect(second({ paths: ['/a'], priority: 10 }, { paths: ['/b'], priority: 10 })).toThrow(new Error(
      'Team/Search (Service) has an invalid prop:\n'
      + '  "ingress.priority" must be unique on the listener, and Stack/Shop has the same, got 10: give one of the two '
      + 'another "priority"',
    ));
  });

  test('fails for the same hosts and paths, in whatever order and case', () => {
    expect(second({ hosts: ['A.example.com', 'b.example.com'] }, {
      hosts: ['b.example.com', 'a.example.com'], priority: 1,
    }))
      .toThrow(
        new Error(
          'Team/Search (Service) has an invalid prop:\n'
          + '  "ingress.hosts" must differ from those of Stack/Shop, or "ingress.paths" must, got ["b.example.com", '
          + '"a.example.com"]: the later of two equal rules takes no request',
        ),
      );
  });

  test('fails for a second service that takes everything', () => {
    expect(second({ paths: ['/*'] }, { port: 443 }))
      .toThrow('"ingress.hosts" must differ from those of Stack/Shop, or "ingress.paths" must, got ["/*"]');
  });

  test('the same priority on another port is none', () => {
    expect(second({ paths: ['/a'], priority: 10 }, { paths: ['/a'], priority: 10, port: 5001 })).not.toThrow();
  });

  test('a service that was rejected takes no place', () => {
    const given = setup();
    const edge = sharedLoadBalancer(given);
    const add = (id: string, options: SharedIngressOptions) => () =>
      new Service(given.stack, id, { vpc: given.vpc, ingress: Ingress.route(edge, options) });
    add('A', { paths: ['/a'], priority: 1 })();
    expect(add('B', { paths: ['/b'], priority: 1 })).toThrow('"ingress.priority" must be unique');

    expect(add('C', { paths: ['/b'], priority: 2 })).not.toThrow();
  });
});

test('a group of clients can be let in later', () => {
  const given = setup();
  const edge = sharedLoadBalancer(given);
  edge.connections.allowDefaultPortFrom(new SecurityGroup(given.stack, 'Clients', { vpc: given.vpc }), 'Batch jobs');

  Template.fromStack(given.stack)
    .hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 443, Description: 'Batch jobs' });
});

// Route 53 makes no second record of one name: the deployment would fail.
describe('the DNS record of a name', () => {
  const RECORD = 'AWS::Route53::RecordSet';

  test('is that of the load balancer where it has the same name', () => {
    const { stack, vpc, hostedZone } = setup();
    const edge = new WebLoadBalancer(stack, 'Edge', { vpc, domainName: 'shop.example.com', hostedZone });
    const { bound } = new Service(stack, 'Shop', {
      vpc, ingress: Ingress.route(edge, { domainName: 'Shop.example.com', hostedZone }),
    });

    Template.fromStack(stack).resourceCountIs(RECORD, 1);
    expect(bound!.url).toBe('https://Shop.example.com');
  });

  test('is made once in each zone', () => {
    const given = setup();
    const { stack, vpc, hostedZone } = given;
    const edge = sharedLoadBalancer(given);
    const inside = HostedZone.fromHostedZoneAttributes(stack, 'Inside', {
      hostedZoneId: 'Z2', zoneName: 'example.com',
    });
    const serviceIn = (id: string, zone: IHostedZone, path: string) =>
      new Service(stack, id, {
        vpc, ingress: Ingress.route(edge, { domainName: 'shop.example.com', hostedZone: zone, paths: [path] }),
      });
    serviceIn('Shop', hostedZone, '/');
    serviceIn('Private', inside, '/private');

    expect(() => serviceIn('Search', hostedZone, '/search')).toThrow(
      'Stack/Search (Service) has an invalid prop:\n  "ingress.domainName" must have one DNS record, and Stack/Shop '
      + 'makes it, '
      + 'got "shop.example.com": '
      + 'give "hosts" in place of "domainName", or leave "hostedZone" out',
    );
    expect(Object.keys(Template.fromStack(stack).findResources(RECORD))).toHaveLength(3);
  });
});
