import { ifAllowed } from '../aws/errors';
import type { Session } from '../aws/session';
import type { Fact } from './facts';

/** A quota that a fact may be about. */
interface Asked {
  readonly from: readonly Fact['source'][];
  /** Of the fact, with the field that names the type of a resource. */
  readonly when: RegExp;
  readonly service: string;
  readonly codes: readonly string[];
}

const USED_UP = /reached the limit|above your limit|vCPU limit|LimitExceeded|quota|maximum (?:number|limit)/i;
const ASKED: readonly Asked[] = [
  // vCPUs of Fargate on demand, and of Fargate Spot.
  { from: ['service event', 'stopped task'], when: /./, service: 'fargate', codes: ['L-3032A538', 'L-36FBB829'] },
  // vCPUs of standard instances on demand, and as Spot instances.
  { from: ['group'], when: /./, service: 'ec2', codes: ['L-1216C47A', 'L-34B43A08'] },
  { from: ['stack event'], when: /AWS::EC2::VPC\b/, service: 'vpc', codes: ['L-F678F1CE'] },
  { from: ['stack event'], when: /AWS::EC2::EIP\b/, service: 'ec2', codes: ['L-0263D0A3'] },
  { from: ['stack event'], when: /AWS::EC2::NatGateway\b/, service: 'vpc', codes: ['L-FE5A380F'] },
  {
    from: ['stack event'], when: /AWS::ElasticLoadBalancingV2::LoadBalancer\b/, service: 'elasticloadbalancing',
    codes: ['L-53DA6B97'],
  },
  { from: ['stack event'], when: /AWS::RDS::DBInstance\b/, service: 'rds', codes: ['L-7B6409FD'] },
];

/** How large the quotas are that facts say are used up. */
export async function quotaFacts({ api, missingRights }: Session, facts: readonly Fact[]): Promise<Fact[]> {
  const asked = ASKED.filter(({ from, when }) => facts.some(({ source, field, text }) =>
    from.includes(source) && USED_UP.test(text) && when.test(`${field} ${text}`)));
  const found = await Promise.all(asked.flatMap(({ service, codes }) => codes.map(async (code) => {
    const answer = await ifAllowed(
      api.getServiceQuota({ ServiceCode: service, QuotaCode: code }).catch(ignoreUnknown), missingRights,
    );
    const { QuotaName: name = code, Value: value } = answer?.Quota ?? {};
    return value === undefined ? [] : [{ name, value }];
  })));
  return found.flat().map(({ name, value }): Fact => ({
    source: 'quota', subject: name, field: 'GetServiceQuota Value', text: `${name}: ${value}`,
  }));
}

/** Not every Region has every quota. */
function ignoreUnknown(error: unknown): { readonly Quota?: undefined } {
  if (error instanceof Error && /NoSuchResource/.test(error.name)) return {};
  throw error;
}
