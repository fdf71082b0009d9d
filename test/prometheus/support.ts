import fs from 'node:fs';
import path from 'node:path';
import { App, Stack, type Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  FargateService, Grafana, PrometheusGrafana, ServiceImage, type PrometheusGrafanaProps,
} from '../../src';
import { THREE_TIERS, zoneIn } from '../support/stacks';
import type { Properties } from '../support/templates';

export const ENV = { account: '111122223333', region: 'eu-west-1' };
export const OFFICE = '203.0.113.0/24';

export interface Given {
  readonly stack: Stack;
  readonly vpc: Vpc;
  readonly hostedZone: IHostedZone;
  readonly shop: FargateService;
}

export interface Built extends Given {
  readonly metrics: PrometheusGrafana;
  readonly template: Template;
  /** What the container of a service writes before the programs start. */
  scriptOf(service: 'Prometheus' | 'Grafana'): string;
}

/** A Grafana that the office reaches. */
export function grafana(hostedZone: IHostedZone): Grafana {
  return Grafana.https({ domainName: 'grafana.example.com', hostedZone, allowedCidrs: [OFFICE] });
}

/** A VPC, a shop that answers on port 9000, and what else is asked for. */
export function given(env: Environment = ENV): Given {
  const stack = new Stack(new App(), 'Stack', { env });
  const vpc = new Vpc(stack, 'Vpc', THREE_TIERS);
  const shop = new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'),
  });
  shop.scrapeAt({ port: 9000 });
  return { stack, vpc, hostedZone: zoneIn(stack), shop };
}

/** Prometheus and Grafana that ask the shop, unless something else is said. */
export function built(
  props: (given: Given) => Partial<PrometheusGrafanaProps> = () => ({}), env: Environment = ENV,
): Built {
  const place = given(env);
  const { stack, vpc, hostedZone, shop } = place;
  const metrics = new PrometheusGrafana(stack, 'Metrics', {
    vpc, subjects: [shop], grafana: grafana(hostedZone), ...props(place),
  });
  const template = Template.fromStack(stack);
  return { ...place, metrics, template, scriptOf: (service) => scriptOf(stack, template, service) };
}

/** Containers of a task definition by name. */
export function containersOf(template: Template, part: string): { readonly [name: string]: Properties } {
  const definitions = Object.entries(template.findResources('AWS::ECS::TaskDefinition'));
  const [, { Properties: properties }] = definitions.find(([id]) => id.startsWith(part))!;
  return Object.fromEntries(
    (properties.ContainerDefinitions as Properties[]).map((container) => [container.Name as string, container]),
  );
}

/** Statements of the policies of a task role. */
export function statementsOf(template: Template, part: string): Properties[] {
  return Object.entries(template.findResources('AWS::IAM::ManagedPolicy'))
    .filter(([id]) => id.startsWith(`${part}ServiceTaskRole`))
    .flatMap(([, { Properties: { PolicyDocument } }]) => PolicyDocument.Statement as Properties[]);
}

function scriptOf(stack: Stack, template: Template, service: string): string {
  const [url] = containersOf(template, `Metrics${service}`).config.Command as string[];
  return fs.readFileSync(path.join((stack.node.root as App).outdir, `asset.${url.split('/').pop()}`), 'utf8');
}
