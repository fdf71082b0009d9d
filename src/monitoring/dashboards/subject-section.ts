import { Stack } from 'aws-cdk-lib';
import { GraphWidget, Metric, Stats, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { topStackOf } from '../../core';
import { SignalUnit } from '../../signal';
import { deploymentRuleOf, matchesOf } from '../alarms';
import { GRAPH, SERIES_COLORS, type WatchedSubject } from '../panels';
import { idsBelow } from '../subjects';
import { alarmTiles, arnsFor } from './alarm-widgets';
import { capacityBounds } from './bounds';
import { signalGraphs } from './signal-graphs';
import { plain, text } from './texts';

/**
 * Everything that is known of one subject. All metrics in it are of its own stack.
 *
 * @param here where it is drawn
 */
export function subjectWidgets(here: IConstruct, watched: WatchedSubject, links: readonly string[]): IWidget[] {
  const { subject, signals, alarms } = watched;
  return [
    text(`## ${plain(titleOf(watched))}`, ...links.length > 0 ? [links.join(' · ')] : [], ...silences(watched)),
    ...alarmTiles({ title: 'Alarms', arns: arnsFor(here, alarms.map(({ alarm }) => alarm)) }),
    ...signalGraphs(signals.map(({ signal }) => ({ signal, label: signal.title })), {
      allPercentiles: true, bounds: capacityBounds(subject),
    }),
    ...deployments(watched),
    ...watched.sections.flatMap(({ title, widgets }) => [text(`### ${plain(title)}`), ...widgets]),
  ];
}

/** The name of a subject, with the nested stacks that it is in; of a stack that is a subject itself, the id. */
export function titleOf({ name, subject }: WatchedSubject): string {
  const stacks = idsBelow(topStackOf(subject), Stack.of(subject));
  return [...stacks, ...name ? [name] : []].join('/') || subject.node.id;
}

function silences({ signals }: WatchedSubject): string[] {
  return signals.filter(({ silencedBecause }) => silencedBecause !== undefined)
    .map(({ signal, silencedBecause }) => {
      const reason = silencedBecause!.replace(/^\s*because\s+/i, '');
      return `Silenced: **${plain(signal.title)}**, because ${plain(reason)}`;
    });
}

/** Deployments, as far as anything counts them, and what no metric of the subject shows. */
function deployments({ subject, signals, eventRules }: WatchedSubject): IWidget[] {
  const rule = deploymentRuleOf(subject);
  const metrics = [
    ...rule ? [matchesOf(rule, 'Deployment of the stack')] : [],
    ...signals.flatMap(({ signal }) => deploymentCount(signal.metric)).slice(0, 1),
    ...eventRules.map((each) => matchesOf(each, inWords(each.node.id))),
  ];
  if (metrics.length === 0) return [];
  return [new GraphWidget({
    ...GRAPH,
    title: 'Deployments and events',
    left: metrics.map((metric, index) => metric.with({ color: SERIES_COLORS[index % SERIES_COLORS.length] })),
    leftYAxis: { min: 0, label: SignalUnit.COUNT, showUnits: false },
  })];
}

/** Container Insights counts the deployments of a service beside its tasks: more than one while a version goes out. */
function deploymentCount(metric: IMetric): Metric[] {
  if (!(metric instanceof Metric) || metric.namespace !== 'ECS/ContainerInsights') return [];
  return [new Metric({
    namespace: metric.namespace, metricName: 'DeploymentCount', statistic: Stats.MAXIMUM, period: metric.period,
    dimensionsMap: metric.dimensions as Record<string, string>, label: 'Deployments of the service',
  })];
}

/** `TaskKilled` becomes `Task killed`. */
function inWords(id: string): string {
  return id.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
