import { App, CfnParameter, Stack, type Environment } from 'aws-cdk-lib';
import { Vpc, type IVpc, type VpcProps } from 'aws-cdk-lib/aws-ec2';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  Bootstrap, ElasticWebTier, FargateService, Ingress, Network, PostgresDatabase, ServiceImage, TierImage, ValkeyCache,
  WebLoadBalancer, type AutoScalingOptions, type ContainerBootstrapOptions, type ElasticWebTierProps,
  type FargateServiceProps, type HttpIngressOptions, type HttpsIngressOptions, type NetworkProps,
  type PostgresDatabaseProps, type SharedIngressOptions, type ValkeyCacheProps, type WebLoadBalancerProps, Compute,
} from '../../src';
import { THREE_TIERS, zoneIn } from './stacks';

const HERE: Required<Environment> = { account: '111122223333', region: 'eu-west-1' };
export const ABROAD = 'us-east-1';
export const OTHER_ACCOUNT = '444455556666';
const NGINX = 'public.ecr.aws/nginx/nginx:1.27.3';
export const IMAGE = ServiceImage.fromRegistry(NGINX);

/** An ARN of the company, unless another Region, account or partition is said. */
export function arn(
  service: string, resource: string,
  { partition = 'aws', region = HERE.region, account = HERE.account } = {},
): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** A stack with an account and a Region, and what a company has beside it; each thing is made when it is asked for. */
export class Company {
  public readonly stack: Stack;
  private readonly made = new Map<string, unknown>();

  constructor(public readonly app = new App(), id = 'Stack', env: Environment | undefined = HERE) {
    this.stack = new Stack(app, id, { env });
  }

  /** Another stack of the app. */
  public elsewhere(env: Environment = {}): Stack {
    return this.once('Elsewhere', () => new Stack(this.app, `${this.stack.node.id}Elsewhere`, {
      env: { ...HERE, ...env },
    }));
  }

  public get vpc(): IVpc { return this.vpcOf('Vpc'); }

  public get otherVpc(): IVpc { return this.vpcOf('OtherVpc'); }

  public get zone(): IHostedZone { return this.once('zone', () => zoneIn(this.stack)); }

  public vpcOf(id: string, props: VpcProps = THREE_TIERS, scope: Stack = this.stack): IVpc {
    return this.once(id, () => new Vpc(scope, id, props));
  }

  public network(props: NetworkProps = {}): Network {
    return new Network(this.stack, 'Network', props);
  }

  public text(id = 'Text'): string {
    return this.once(id, () => new CfnParameter(this.stack, id)).valueAsString;
  }

  public number(id = 'Number'): number {
    return this.once(id, () => new CfnParameter(this.stack, id, { type: 'Number' })).valueAsNumber;
  }

  /** Something of another kind, which languages without types can pass in every place. */
  public untyped(): never { return this.text() as never; }

  public service(props: Partial<FargateServiceProps> = {}, id = 'Shop'): FargateService {
    return new FargateService(this.stack, id, { vpc: this.vpc, image: IMAGE, ...props });
  }

  public https(
    options: HttpsIngressOptions = {}, props: Partial<FargateServiceProps> = {}, id = 'Shop',
  ): FargateService {
    const ingress = Ingress.https({ domainName: 'shop.example.com', hostedZone: this.zone, ...options });
    return this.service({ ingress, ...props }, id);
  }

  public http(options: HttpIngressOptions = {}, props: Partial<FargateServiceProps> = {}): FargateService {
    return this.service({ ingress: Ingress.http(options), ...props });
  }

  public edge(props: Partial<WebLoadBalancerProps> = {}, scope = this.stack): WebLoadBalancer {
    return new WebLoadBalancer(scope, 'Edge', {
      vpc: this.vpc, domainName: '*.example.com', hostedZone: this.zone, ...props,
    });
  }

  public sharedEdge(): WebLoadBalancer { return this.once('shared', () => this.edge()); }

  public route(options: SharedIngressOptions, id = 'Shop'): FargateService {
    return this.service({ ingress: Ingress.route(this.sharedEdge(), options) }, id);
  }

  public tier(props: Partial<ElasticWebTierProps> = {}, id = 'Shop'): ElasticWebTier {
    return new ElasticWebTier(this.stack, id, {
      vpc: this.vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry(NGINX)), ...props,
    });
  }

  public group(options: AutoScalingOptions): ElasticWebTier {
    return this.tier({ compute: Compute.autoScaling(options) });
  }

  public container(options: ContainerBootstrapOptions): ElasticWebTier {
    return this.tier({ bootstrap: Bootstrap.container(TierImage.fromRegistry(NGINX), options) });
  }

  public database(props: Partial<PostgresDatabaseProps> = {}, id = 'Database', scope = this.stack): PostgresDatabase {
    return new PostgresDatabase(scope, id, { vpc: this.vpc, ...props });
  }

  public cache(props: Partial<ValkeyCacheProps> = {}, id = 'Cache'): ValkeyCache {
    return new ValkeyCache(this.stack, id, { vpc: this.vpc, ...props });
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key) as T;
  }
}

/**
 * A mistake; the construct that names itself; the prop that it names; further words of its message: what is allowed,
 * what was got, and what to do.
 */
export type WrongInput = readonly [
  name: string, build: (company: Company) => unknown, construct: string, prop: string, ...words: string[],
];

/** Something that AWS takes, however unusual it is. */
export type ValidInput = readonly [name: string, build: (company: Company) => unknown];

function messageOf(build: (company: Company) => unknown): string | undefined {
  try {
    build(new Company());
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * One test for each row: the construct tells the mistake by itself, before CloudFormation or the CDK could.
 *
 * @param fewest a number below which the table must not fall
 */
export function refuses(rows: readonly WrongInput[], fewest: number): void {
  const cases = rows.map(([name, build, construct, prop, ...words]) => [name, build, construct, prop, words] as const);
  test.each(cases)('fails for %s', (_, build, construct, prop, words) => {
    const message = messageOf(build);

    expect(message?.split('\n')[0]).toMatch(/ has (?:an invalid prop|\d+ invalid props):$/);
    expect(message?.split(' has ')[0]).toBe(construct);
    const line = message?.split('\n').find((one) => one.startsWith(`  "${prop}" must `));
    expect(line).toMatch(/" must [^]+, got [^]+$/);
    for (const word of words) expect(line).toContain(word);
  });

  test('every row is a mistake of its own', () => {
    expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(fewest);
  });
}

/** One test for each row: nothing is refused. */
export function takes(rows: readonly ValidInput[], fewest: number): void {
  test.each(rows)('takes %s', (_, build) => {
    expect(() => build(new Company())).not.toThrow();
  });

  test('every row is a case of its own', () => {
    expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(fewest);
  });
}

/**
 * One test for each row: the strict validation of the CDK finds nothing in its templates either. What is looked up is
 * left out: until that is done the CDK writes placeholders, which no validation accepts.
 */
export function validates(rows: readonly ValidInput[]): void {
  const before = process.env.CDK_VALIDATION;
  beforeAll(() => { process.env.CDK_VALIDATION = 'true'; });
  afterAll(() => { process.env.CDK_VALIDATION = before; });

  test.each(rows.filter(([name]) => !/looked up/.test(name)))('accepts the template of %s', (_, build) => {
    const company = new Company(new App({ context: {
      '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true,
    } }));
    build(company);
    // a row may need a place of its own only, and an empty template is an error.
    if (company.stack.node.children.length === 0) company.app.node.tryRemoveChild(company.stack.node.id);

    expect(() => company.app.synth()).not.toThrow();
  }, 60_000);
}
