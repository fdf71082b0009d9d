import type { Api } from './operations';
import type { Deployed } from './stacks';

const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** Where people reach what is deployed, the best address first: own names, then those of AWS. */
export async function addressesOf(api: Api, deployed: Deployed): Promise<string[]> {
  const balancers = deployed.of(LOAD_BALANCER).map(({ physicalId }) => physicalId);
  if (balancers.length === 0) return [];
  const { LoadBalancers = [] } = await api.describeLoadBalancers({ LoadBalancerArns: balancers });
  const all = await Promise.all(LoadBalancers.map(async ({ LoadBalancerArn, DNSName = '', Scheme }) => {
    const { Listeners = [] } = await api.describeListeners({ LoadBalancerArn });
    return { name: DNSName.toLowerCase(), isPublic: Scheme !== 'internal', listeners: Listeners };
  }));
  const isSecure = all.some(({ listeners }) => listeners.some(({ Protocol }) => Protocol === 'HTTPS'));
  return [
    ...namesOf(deployed).map((name) => `http${isSecure ? 's' : ''}://${name}`),
    ...[...all].sort((one, other) => Number(other.isPublic) - Number(one.isPublic))
      .map(({ name, listeners }) => addressOf(name, listeners)),
  ];
}

/** Names in DNS whose records point at something of AWS. */
function namesOf(deployed: Deployed): string[] {
  const aliases = new Set(deployed.templates.flatMap(({ Resources = {} }) => Object.entries(Resources)
    .filter(([, { Type, Properties }]) => Type === 'AWS::Route53::RecordSet' && Properties?.AliasTarget !== undefined)
    .map(([logicalId]) => logicalId)));
  const names = deployed.of('AWS::Route53::RecordSet').filter(({ logicalId }) => aliases.has(logicalId))
    .map(({ physicalId }) => physicalId.replace(/\.$/, ''));
  return [...new Set(names)];
}

function addressOf(
  name: string, listeners: readonly { readonly Protocol?: string; readonly Port?: number }[],
): string {
  const best = listeners.find(({ Protocol }) => Protocol === 'HTTPS') ?? listeners[0];
  const scheme = best?.Protocol === 'HTTPS' ? 'https' : 'http';
  const usual = scheme === 'https' ? 443 : 80;
  return `${scheme}://${name}${best?.Port === undefined || best.Port === usual ? '' : `:${best.Port}`}`;
}
