import { App, CfnParameter, Stack, Validations, type Environment } from 'aws-cdk-lib';
import { Vpc, type IVpc, type VpcProps } from 'aws-cdk-lib/aws-ec2';
import { Cluster, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  ElasticWebTier, Bootstrap, FargateService, Ingress, Network, PostgresDatabase, ServiceImage, TierImage, ValkeyCache,
  WebLoadBalancer,
  type ElasticWebTierProps, type FargateServiceProps, type PostgresDatabaseProps, type ValkeyCacheProps,
  type WebLoadBalancerProps,
} from '../../src';
import { THREE_TIERS, zoneIn } from './stacks';

export const HERE: Required<Environment> = { account: '111122223333', region: 'eu-west-1' };
export const NGINX = 'public.ecr.aws/nginx/nginx:1.27.3';
export const IMAGE = ServiceImage.fromRegistry(NGINX);

/** A stack with an account and a Region, and what a company has beside it; each thing is made when it is asked for. */
export class Company {
  public readonly stack: Stack;
  private readonly made = new Map<string, unknown>();

  constructor(public readonly app = new App(), id = 'Stack', env: Environment | undefined = HERE) {
    this.stack = new Stack(app, id, { env });
  }

  /** Another stack of the app. */
  public elsewhere(env: Environment = {}, id = 'Elsewhere'): Stack {
    return this.once(id, () => new Stack(this.app, id, { env: { ...HERE, ...env } }));
  }

  public get vpc(): IVpc {
    return this.vpcOf('Vpc');
  }

  public get otherVpc(): IVpc {
    return this.vpcOf('OtherVpc');
  }

  public vpcOf(id: string, props: VpcProps = THREE_TIERS): IVpc {
    return this.once(id, () => new Vpc(this.stack, id, props));
  }

  public network(props: ConstructorParameters<typeof Network>[2] = {}): Network {
    return this.once('Network', () => new Network(this.stack, 'Network', props));
  }

  public get zone(): IHostedZone {
    return this.once('zone', () => zoneIn(this.stack));
  }

  public zoneOf(zoneName: string, id = 'OtherZone'): IHostedZone {
    return HostedZone.fromHostedZoneAttributes(this.stack, id, { hostedZoneId: `Z${id}`, zoneName });
  }

  public get cluster(): ICluster {
    return this.once('cluster', () => new Cluster(this.stack, 'Cluster', { vpc: this.vpc }));
  }

  public text(id = 'Text'): string {
    return this.once(id, () => new CfnParameter(this.stack, id)).valueAsString;
  }

  public number(id = 'Number'): number {
    return this.once(id, () => new CfnParameter(this.stack, id, { type: 'Number' })).valueAsNumber;
  }

  public service(props: Partial<FargateServiceProps> = {}, id = 'Shop', stack = this.stack): FargateService {
    return new FargateService(stack, id, { vpc: this.vpc, image: IMAGE, ...props });
  }

  public tier(props: Partial<ElasticWebTierProps> = {}, id = 'Shop'): ElasticWebTier {
    return new ElasticWebTier(this.stack, id, {
      vpc: this.vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry(NGINX)), ...props,
    });
  }

  public database(props: Partial<PostgresDatabaseProps> = {}, id = 'Database'): PostgresDatabase {
    return new PostgresDatabase(this.stack, id, { vpc: this.vpc, ...props });
  }

  public cache(props: Partial<ValkeyCacheProps> = {}, id = 'Cache'): ValkeyCache {
    return new ValkeyCache(this.stack, id, { vpc: this.vpc, ...props });
  }

  public edge(props: Partial<WebLoadBalancerProps> = {}, id = 'Edge', stack = this.stack): WebLoadBalancer {
    return new WebLoadBalancer(stack, id, {
      vpc: this.vpc, domainName: '*.example.com', hostedZone: this.zone, ...props,
    });
  }

  /** A service with HTTPS of its own. */
  public https(
    options: Parameters<typeof Ingress.https>[0] = {}, props: Partial<FargateServiceProps> = {}, id = 'Shop',
  ) {
    return this.service({
      ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone: this.zone, ...options }), ...props,
    }, id);
  }

  public http(options: Parameters<typeof Ingress.http>[0] = {}, props: Partial<FargateServiceProps> = {}) {
    return this.service({ ingress: Ingress.http(options), ...props });
  }

  public route(options: Parameters<typeof Ingress.route>[1], id = 'Shop', edge = this.sharedEdge()): FargateService {
    return this.service({ ingress: Ingress.route(edge, options) }, id);
  }

  public sharedEdge(): WebLoadBalancer {
    return this.once('Edge', () => this.edge());
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key) as T;
  }
}

/**
 * A mistake, the construct that names itself, the prop that it names, and further words of its message: what is
 * allowed, and what was got.
 */
export type WrongInput = readonly [
  name: string, build: (company: Company) => unknown, construct: string, prop: string, ...words: readonly string[]
];

/** Something that AWS takes, however unusual it is. */
export type ValidInput = readonly [name: string, build: (company: Company) => unknown];

/** What somebody gets who builds and synthesizes it: the message of an error, or nothing. */
export function messageOf(build: (company: Company) => unknown): string | undefined {
  const company = new Company();
  try {
    build(company);
    company.app.synth();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

void Validations;
