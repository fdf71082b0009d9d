// every alarm that the library makes: those of the examples, of a subject of each kind, and of subjects that may be
// empty.
import { App, Stack } from 'aws-cdk-lib';
import { InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { build as buildRegulatedService } from '../../../examples/regulated-service/main';
import { build as buildVotingApp } from '../../../examples/voting-app/main';
import { everySubject } from '../../../scripts/every-subject';
import {
  Bootstrap, CapacityRange, Compute, ElasticWebTier, FargateService, Ingress, Monitoring, Nat, Network, ScalingPolicy,
  ServiceImage, TierImage, ValkeyCache,
} from '../../../src';
import type { AlarmDefinition, AlarmProperties } from '../../../src/evaluation';
import { alarmsIn, type AlarmTemplate, type TemplateAlarm, type TemplateAlarms } from '../../support/alarms';
import { synthesizeExamples } from '../../support/examples';

/** An alarm with where it was found. */
export interface WatchedAlarm {
  readonly where: string;
  readonly definition: AlarmDefinition;
  /** Whether it looks at how many samples there are, not at what they say. */
  readonly countsSamples: boolean;
  /** Whether it looks at the share of samples that are slow. */
  readonly ranks: boolean;
  /** Whether its formula puts a value in the place of gaps. */
  readonly fills: boolean;
  /** Whether it only scales. */
  readonly scales: boolean;
}

/** The alarms of each template. */
export async function watchedTemplates(): Promise<Record<string, TemplateAlarms>> {
  const examples = (await synthesizeExamples()).flatMap(({ name, assembly }) => assembly.stacksRecursively
    .map(({ stackName, template }) => [`${name}/${stackName}`, template as AlarmTemplate] as const));
  const templates = [...examples, ...Object.entries(monitoredTemplates())];
  return Object.fromEntries(templates.map(([name, template]) => [name, alarmsIn(template)]));
}

/** Templates in which everything is monitored. */
export function monitoredTemplates(): Record<string, AlarmTemplate> {
  const [shifting, votingApp] = [new App(), new App()];
  buildRegulatedService(shifting);
  buildVotingApp(votingApp);
  return {
    ...subjectsTemplate(), ...templatesOf('service of two target groups', shifting),
    ...templatesOf('voting application', votingApp), ...otherTemplates(),
  };
}

/** Endpoints in place of gateways, and a cache with nodes of many vCPUs. */
function otherTemplates(): Record<string, AlarmTemplate> {
  const app = new App();
  const stack = new Stack(app, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } });
  const { vpc } = new Network(stack, 'Network', { nat: Nat.none() });
  vpc.addInterfaceEndpoint('Logs', { service: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
  new ValkeyCache(stack, 'Cache', { vpc, nodeType: 'cache.m7g.xlarge' });
  return templatesOf('other sizes', app);
}

/** One subject of each kind, monitored. */
function subjectsTemplate(): Record<string, AlarmTemplate> {
  const [subject] = Object.values(everySubject());
  return templatesOf('subjects', subject.node.root as App);
}

/** Subjects that may be scaled to zero. */
export function emptyTemplates(): Record<string, AlarmTemplate> {
  const app = new App();
  const stack = new Stack(app, 'Empty', { env: { account: '111122223333', region: 'eu-west-1' } });
  const { vpc } = new Network(stack, 'Network');
  const [capacity, ingress] = [CapacityRange.between(0, 4), Ingress.http()];
  const scaling = [
    ScalingPolicy.cpuTarget(),
    ScalingPolicy.schedule({ name: 'Day', cron: { hour: '8' }, minCapacity: 1 }),
  ];
  const image = ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29');
  const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc });
  new FargateService(stack, 'Service', { vpc, image, ingress, capacity, scaling });
  new FargateService(stack, 'Worker', { vpc, image, capacity, scaling, cluster });
  new ElasticWebTier(stack, 'Tier', {
    vpc, ingress, compute: Compute.autoScaling({ capacity, scaling }),
    bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29')),
  });
  return templatesOf('empty', app);
}

/** The alarms of some templates, each kind once: a copy for another resource of the same kind is left out. */
export function differentAlarms(templates: Readonly<Record<string, TemplateAlarms>>): WatchedAlarm[] {
  const alarms = Object.entries(templates).flatMap(([name, { alarms: all }]) => all.map((alarm) => ({
    ...watchedAlarm(name, alarm), kind: kindOf(alarm.properties),
  })));
  return [...new Map(alarms.map((alarm) => [alarm.kind, alarm])).values()];
}

/** An alarm as it is played. */
export function watchedAlarm(
  where: string, { definition, properties }: TemplateAlarm<AlarmDefinition>,
): WatchedAlarm {
  return {
    where: `${where}/${definition.name}`, definition, countsSamples: properties.Statistic === 'SampleCount',
    ranks: JSON.stringify(properties.Metrics ?? []).includes('"PR('),
    fills: JSON.stringify(properties.Metrics ?? []).includes('FILL('),
    scales: JSON.stringify(properties.AlarmActions ?? []).includes('Polic'),
  };
}

/** All that makes an alarm another kind: not whose metric it is, and not what it does. */
function kindOf(properties: AlarmProperties): string {
  const own = { AlarmActions: 0, OKActions: 0, AlarmDescription: 0, AlarmName: 0 };
  return JSON.stringify({ ...properties, ...own }, (key, value: unknown) => key === 'Value' ? '' : value);
}

function templatesOf(name: string, app: App): Record<string, AlarmTemplate> {
  for (const stack of app.node.children.filter((child) => Stack.isStack(child))) new Monitoring(stack, 'Monitoring');
  return Object.fromEntries(app.synth().stacksRecursively.map((stack) =>
    [`${name}/${stack.stackName}`, stack.template as AlarmTemplate]));
}
