// R-NET-3, R-NET-4: the ways beside those of plain requests, and what a walk says of a template in which a way is
// missing, or one too many. A walk that sees nothing would pass.
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IpProtocol } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import { ApplicationProtocol, IpAddressType, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import {
  Deployment, ElasticWebTier, Bootstrap, FargateService, Ingress, Nat, Network, PostgresDatabase, Profile,
  ServiceConnect, ServiceImage, TargetProtocol, TaskVolume, TierImage, ValkeyCache, WebLoadBalancer,
} from '../../src';
import { zoneIn } from '../support/stacks';
import type { Properties } from '../support/templates';
import { namesIn, routesOf, unattached, waysIn, waysOut } from '../support/walk';

function place(nat: Nat) {
  const app = new App();
  Profile.DEVELOPMENT.applyTo(app);
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const { vpc } = new Network(stack, 'Network', { nat, ipProtocol: IpProtocol.DUAL_STACK });
  const image = ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'shop'), '1.4.2');
  return { stack, vpc, image };
}

const readOf = (stack: Stack) => ({
  template: Template.fromStack(stack),
  names: namesIn(stack, (path) => {
    const [id, part] = path.split('/');
    if (path.includes('/Endpoints/')) return 'Endpoints';
    return part === 'LoadBalancer' && id === 'Shop' ? 'Entrance' : id;
  }),
});

/** gRPC over IPv4 and IPv6 with a listener of testers, data, files, and a server that others find by its name. */
function shop() {
  const { stack, vpc, image } = place(Nat.single());
  const edge = new WebLoadBalancer(stack, 'Edge', {
    vpc, domainName: '*.example.com', hostedZone: zoneIn(stack),
    placement: { ipAddressType: IpAddressType.DUAL_STACK },
  });
  const listener = edge.loadBalancer.addListener('Testers', {
    port: 8443, protocol: ApplicationProtocol.HTTPS, certificates: [edge.certificate!], open: false,
    defaultAction: ListenerAction.fixedResponse(404),
  });
  const namespace = new HttpNamespace(stack, 'Namespace', { name: 'shop' });
  const files = new FileSystem(stack, 'Files', { vpc, encrypted: true });
  const service = new FargateService(stack, 'Shop', {
    vpc, image,
    ingress: Ingress.route(edge, {
      hosts: ['shop.example.com'], target: { protocol: TargetProtocol.grpc() }, healthCheck: { port: '9000' },
    }),
    deployment: Deployment.blueGreen({ testTraffic: { listener }, bakeTime: Duration.minutes(5) }),
    serviceConnect: ServiceConnect.client(namespace),
    container: { mounts: [TaskVolume.files('files', files.addAccessPoint('Point')).at('/files')] },
  });
  service.connectTo(new PostgresDatabase(stack, 'Database', { vpc }));
  service.connectTo(new ValkeyCache(stack, 'Cache', { vpc }));
  const orders = new FargateService(stack, 'Orders', {
    vpc, image, port: 8090, serviceConnect: ServiceConnect.server(namespace, { dnsName: 'orders' }),
  });
  orders.connections.allowDefaultPortFrom(service);
  return readOf(stack);
}

/** Tasks and instances that reach AWS through endpoints alone. */
function island() {
  const { stack, vpc, image } = place(Nat.none());
  new FargateService(stack, 'Shop', { vpc, image, ingress: Ingress.internal({ protocol: ApplicationProtocol.HTTP }) });
  new ElasticWebTier(stack, 'Tier', { vpc, bootstrap: Bootstrap.container(TierImage.fromRepository(
    Repository.fromRepositoryName(stack, 'TierImages', 'tier'), '1.4.2',
  )) });
  return readOf(stack);
}

const [SHOP, ISLAND] = [shop(), island()];

type Read = ReturnType<typeof shop>;

const walk = ({ template, names }: Read) => [waysIn(template, names), waysOut(template, names)];

/** The template after a change. */
function changed({ template, names }: Read, change: (resources: Properties) => void): Read {
  const json = JSON.parse(JSON.stringify(template.toJSON())) as { Resources: Properties };
  change(json.Resources);
  return { template: Template.fromJSON(json), names };
}

const idsOf = ({ template }: Read, type: string) => Object.keys(template.findResources(type));
const subnetsOf = (read: Read) => idsOf(read, 'AWS::EC2::Subnet').map((Ref) => ({ Ref }));

describe('the ways of a shop', () => {
  test('lead to the listeners of users over IPv4 and IPv6, to tasks, data, files and the server', () => {
    expect(waysIn(SHOP.template, SHOP.names)).toEqual([
      '0.0.0.0/0 -> Edge:443', '0.0.0.0/0 -> Edge:80', '::/0 -> Edge:443', '::/0 -> Edge:80',
      'Edge -> Shop:8080', 'Edge -> Shop:9000',
      'Shop -> Cache:6379', 'Shop -> Database:5432', 'Shop -> Files:2049', 'Shop -> Orders:8090',
    ].sort());
  });

  test('lead out of tasks to everywhere, and out of nothing else but where it has to', () => {
    const ways = waysOut(SHOP.template, SHOP.names);

    expect(ways.filter((way) => !/^(?:Shop|Orders) -> (?:0\.0\.0\.0\/0|::\/0):all$/.test(way))).toEqual([
      'Edge -> Shop:8080', 'Edge -> Shop:9000', 'Files -> 0.0.0.0/0:all',
    ]);
  });

  test('begin at groups that something has', () => {
    expect(unattached(SHOP.template)).toEqual([]);
    expect(unattached(ISLAND.template)).toEqual([]);
  });
});

describe('the ways of a network without NAT', () => {
  test('lead from the VPC to the endpoints and the load balancer, and from there to the tasks', () => {
    expect(waysIn(ISLAND.template, ISLAND.names)).toEqual([
      '10.0.0.0/16 -> Endpoints:443', '10.0.0.0/16 -> Entrance:80', 'Entrance -> Shop:8080',
    ]);
  });

  test('never leave the VPC by a route of tasks and instances', () => {
    const services = Object.values(ISLAND.template.findResources('AWS::ECS::Service'))
      .flatMap(({ Properties }) => Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets);
    const groups = Object.values(ISLAND.template.findResources('AWS::AutoScaling::AutoScalingGroup'))
      .flatMap(({ Properties }) => Properties.VPCZoneIdentifier);

    expect(new Set(routesOf(ISLAND.template, [...services, ...groups]))).toEqual(new Set(['nowhere']));
  });
});

describe.each([
  ['a shop', SHOP], ['a network without NAT', ISLAND],
])('what is planted into the template of %s', (_, read) => {
  const before = walk(read);
  const groups = idsOf(read, 'AWS::EC2::SecurityGroup').filter((id) => read.names[id]);

  test.each(['Ingress', 'Egress'])('is seen where one rule of %s is missing', (direction) => {
    const inline = groups.flatMap((id) => {
      const { Properties } = read.template.toJSON().Resources[id];
      const rules = (Properties[`SecurityGroup${direction}`] ?? []) as Properties[];
      return rules.flatMap(({ CidrIp }, i) => /^(?:255|127)\./.test(String(CidrIp)) ? [] : [[id, i] as const]);
    });
    const without = [
      ...inline.map(([id, i]) => changed(read, (resources) => {
        (resources[id].Properties[`SecurityGroup${direction}`] as unknown[]).splice(i, 1);
      })),
      ...idsOf(read, `AWS::EC2::SecurityGroup${direction}`).map((id) => changed(read, (resources) => {
        delete resources[id];
      })),
    ];

    expect(without.length).toBeGreaterThan(2);
    for (const one of without) expect(walk(one)).not.toEqual(before);
  });

  test('is seen where a group lets one more port in, or one more peer out', () => {
    for (const id of groups) {
      const [more, further] = (['Ingress', 'Egress'] as const).map((direction) => changed(read, (resources) => {
        const properties = resources[id].Properties as Properties;
        properties[`SecurityGroup${direction}`] = [...(properties[`SecurityGroup${direction}`] ?? []) as unknown[], {
          CidrIp: '198.51.100.0/24', IpProtocol: 'tcp', FromPort: 22, ToPort: 22,
        }];
      }));
      expect(walk(more)[0]).toContain(`198.51.100.0/24 -> ${read.names[id]}:22`);
      expect(walk(further)[1]).toContain(`${read.names[id]} -> 198.51.100.0/24:22`);
    }
  });

  test('is seen where a rule opens a range in place of a port', () => {
    for (const id of idsOf(read, 'AWS::EC2::SecurityGroupIngress')) {
      expect(walk(changed(read, (resources) => { resources[id].Properties.FromPort = 1; }))).not.toEqual(before);
    }
  });

  test('is seen where a route, the gateway behind it, or its attachment is missing', () => {
    const routes = routesOf(read.template, subnetsOf(read));
    const types = ['AWS::EC2::VPCGatewayAttachment', ...routes.includes('nat') ? ['AWS::EC2::NatGateway'] : []];
    const defaults = Object.entries(read.template.findResources('AWS::EC2::Route'))
      .filter(([, { Properties }]) => Properties.DestinationCidrBlock === '0.0.0.0/0').map(([id]) => id);

    expect(defaults.length).toBeGreaterThan(1);
    for (const id of [...defaults, ...types.flatMap((type) => idsOf(read, type))]) {
      const without = changed(read, (resources) => { delete resources[id]; });
      expect(routesOf(without.template, subnetsOf(read))).not.toEqual(routes);
    }
  });

  test('is seen where a task, a load balancer or an endpoint loses its group', () => {
    const holders: Readonly<Record<string, (properties: Properties) => void>> = {
      'AWS::ElasticLoadBalancingV2::LoadBalancer': (properties) => { properties.SecurityGroups = []; },
      'AWS::ECS::Service': ({ NetworkConfiguration: { AwsvpcConfiguration } }) => {
        AwsvpcConfiguration.SecurityGroups = [];
      },
    };
    for (const [type, lose] of Object.entries(holders)) {
      for (const id of idsOf(read, type)) {
        const without = changed(read, (resources) => lose(resources[id].Properties as Properties));
        expect(unattached(without.template)).toHaveLength(1);
      }
    }
  });
});
