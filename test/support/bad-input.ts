import { App, Stack } from 'aws-cdk-lib';
import { Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  FargateService, Ingress, PostgresDatabase, ServiceImage, WebLoadBalancer, type FargateServiceProps,
  type PostgresDatabaseProps,
  type WebLoadBalancerProps,
} from '../../src';
import { THREE_TIERS, zoneIn } from './stacks';

/** A stack of its own, in which whatever a row needs is made when it is asked for. */
export class Place {
  public readonly app = new App();
  public readonly stack = new Stack(this.app, 'Stack');
  private madeVpc?: IVpc;
  private madeZone?: IHostedZone;

  public get vpc(): IVpc {
    return this.madeVpc ??= new Vpc(this.stack, 'Vpc', THREE_TIERS);
  }

  public get zone(): IHostedZone {
    return this.madeZone ??= zoneIn(this.stack);
  }

  public service(props: Partial<FargateServiceProps> = {}, id = 'Shop'): FargateService {
    return new FargateService(this.stack, id, {
      vpc: this.vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), ...props,
    });
  }

  public database(props: Partial<PostgresDatabaseProps> = {}): PostgresDatabase {
    return new PostgresDatabase(this.stack, 'Database', { vpc: this.vpc, ...props });
  }

  public loadBalancer(props: Partial<WebLoadBalancerProps> = {}): WebLoadBalancer {
    return new WebLoadBalancer(this.stack, 'Edge', {
      vpc: this.vpc, domainName: '*.example.com', hostedZone: this.zone, ...props,
    });
  }

  public http(options: Parameters<typeof Ingress.http>[0]): FargateService {
    return this.service({ ingress: Ingress.http(options) });
  }

  public route(options: Parameters<typeof Ingress.route>[1]): FargateService {
    return this.service({ ingress: Ingress.route(this.loadBalancer(), options) });
  }
}

/** What is built, where, with which words the error begins, and the problems that it lists. */
export type BadInput = readonly [name: string, build: (
  place: Place,
) => unknown, construct: string, ...problems: string[]];

/** The whole message: where, how many, and a line for each problem. */
export function messageOf(construct: string, problems: readonly string[]): string {
  const count = problems.length === 1 ? 'an invalid prop' : `${problems.length} invalid props`;
  return [`${construct} has ${count}:`, ...problems.map((problem) => `  ${problem}`)].join('\n');
}

/**
 * One test for each row, and one for the form that all rows share.
 *
 * @param fewest a number below which the table must not fall
 */
export function rejects(rows: readonly BadInput[], fewest: number): void {
  const cases = rows.map(([name, build, construct, ...problems]) =>
    [name, build, messageOf(construct, problems)] as const);
  test.each(cases)('fails for %s', (_, build, message) => {
    expect(() => build(new Place())).toThrow(new Error(message));
  });

  test('every message names path, construct, prop, what is allowed and what was got', () => {
    for (const [, , construct, ...problems] of rows) {
      expect(construct).toMatch(/^Stack\/[\w/]+ \([A-Z][\w.]+\)$/);
      expect(problems.length).toBeGreaterThan(0);
      for (const problem of problems) expect(problem).toMatch(/^"[^"]+" must [^]+, got [^]+$/);
    }
  });

  test('every row is a mistake of its own', () => {
    const names = rows.map(([name]) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(fewest);
  });
}

/** Props whose values are known at deployment only pass every rule, and reach the template. */
export function acceptsTokens(rows: readonly (readonly [name: string, build: (place: Place) => unknown])[]): void {
  test.each(rows)('accepts at deployment: %s', (_, build) => {
    const place = new Place();
    build(place);

    expect(JSON.stringify(place.app.synth().getStackByName('Stack').template)).toContain('Later');
  });
}
