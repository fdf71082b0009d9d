import type { Links, Resource, SynthesizedStack, Value } from '../../template';

/** Where stores listen whose templates leave the port to AWS, by the beginning of the name of their engine. */
const DEFAULT_PORTS: readonly (readonly [engine: string, port: string])[] = [
  ['aurora-mysql', '3306'], ['aurora', '5432'], ['postgres', '5432'], ['mysql', '3306'], ['mariadb', '3306'],
  ['sqlserver', '1433'], ['oracle', '1521'], ['redis', '6379'], ['valkey', '6379'],
];

/** The ports that a rule of a security group opens, in words. */
export function portsOf(links: Links, stack: SynthesizedStack, rule: Value): string {
  const [low, high] = ['FromPort', 'ToPort'].map((name) => rule.at(name).number);
  if (low !== undefined) return low === high || high === undefined ? `${low}` : `${low}-${high}`;
  if (!rule.at('FromPort').exists) return 'any port';
  // a port that is an attribute of a resource is the one where it listens.
  return links.targets(stack, rule.at('FromPort')).flatMap((resource) => listensAt(resource) ?? []).at(0) ?? 'its port';
}

/** The ports of the listeners of a load balancer, in words. */
export function listenerPorts(links: Links, loadBalancer: Resource): string[] {
  return links.ofType('AWS::ElasticLoadBalancingV2::Listener')
    .filter(({ stack, resource }) => links.targets(stack, resource.get('LoadBalancerArn')).includes(loadBalancer))
    .flatMap(({ resource }) => resource.get('Port').text ?? []);
}

function listensAt(resource: Resource): string | undefined {
  const engine = resource.get('Engine').text ?? '';
  return resource.get('Port').text ?? DEFAULT_PORTS.find(([start]) => engine.startsWith(start))?.[1];
}
