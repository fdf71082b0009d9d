import type { Links, Placed, Resource } from '../../template';

/** The zones of the networks of an app, as columns. */
export class Zones {
  /** What the template says of each zone, in order. */
  private readonly keys: readonly string[];

  constructor(private readonly links: Links) {
    const subnets = links.ofType('AWS::EC2::Subnet').map(({ resource }) => resource);
    const known = [...new Set(subnets.flatMap((subnet) => keyOf(subnet) ?? []))].sort();
    this.keys = known.length > 0 ? known : Array.from({ length: this.widest() }, (_, i) => `${i}`);
  }

  /** First and last column of some subnets; all columns if the template does not tell. */
  public spanOf(subnets: readonly Resource[]): readonly [from: number, to: number] {
    const columns = subnets.map((subnet) => this.keys.indexOf(keyOf(subnet) ?? '')).filter((column) => column >= 0);
    return columns.length === 0 ? [0, this.keys.length - 1] : [Math.min(...columns), Math.max(...columns)];
  }

  /** Every zone with its NAT gateways. */
  public list(nats: readonly Placed[]): { name: string; natGateways: number }[] {
    const spans = nats.map(({ stack, resource }, i) => {
      const [from, to] = this.spanOf(this.links.targets(stack, resource.get('SubnetId')));
      // a gateway is in one zone; where the template does not tell which, they are spread.
      return from === to ? from : i % this.keys.length;
    });
    return this.keys.map((key, i) => ({
      name: /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(key) ? key : `zone ${i + 1}`,
      natGateways: spans.filter((column) => column === i).length,
    }));
  }

  /** As many as the longest list of subnets: each stands in a zone of its own. */
  private widest(): number {
    const lists = [
      ...this.links.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').map(({ resource }) => resource.get('Subnets')),
      ...this.links.ofType('AWS::AutoScaling::AutoScalingGroup')
        .map(({ resource }) => resource.get('VPCZoneIdentifier')),
      ...this.links.ofType('AWS::ECS::Service')
        .map(({ resource }) => resource.get('NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets')),
    ];
    return Math.max(1, ...lists.map(({ items }) => items.length));
  }
}

function keyOf(subnet: Resource): string | undefined {
  const zone = subnet.get('AvailabilityZone');
  return zone.text ?? zone.deferred?.text;
}
