import { GraphWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { SignalUnit } from '../../signal';
import { deploymentRuleOf, matchesOf } from '../alarms';
import { GRAPH, SERIES_COLORS, type WatchedSubject } from '../panels';
import { alarmTiles } from './alarm-widgets';
import { capacityBounds } from './bounds';
import { signalGraphs } from './signal-graphs';
import { plain, text } from './texts';

/** Everything that is known of one subject. All metrics in it are of its own stack. */
export function subjectWidgets(watched: WatchedSubject, links: readonly string[]): IWidget[] {
  const { subject, signals, alarms } = watched;
  return [
    text(`## ${plain(titleOf(watched))}`, ...links.length > 0 ? [links.join(' · ')] : [], ...silences(watched)),
    ...alarmTiles({ title: 'Alarms', arns: alarms.map(({ alarm }) => alarm.alarmArn) }),
    ...signalGraphs(signals.map(({ signal }) => ({ signal, label: signal.title })), {
      allPercentiles: true, bounds: capacityBounds(subject),
    }),
    deployments(watched),
    ...watched.sections.flatMap(({ title, widgets }) => [text(`### ${plain(title)}`), ...widgets]),
  ];
}

/** The name of a subject; of a stack that is one itself, the id. */
export function titleOf({ name, subject }: WatchedSubject): string {
  return name || subject.node.id;
}

function silences({ signals }: WatchedSubject): string[] {
  return signals.filter(({ silencedBecause }) => silencedBecause !== undefined)
    .map(({ signal, silencedBecause }) => `Silenced: **${plain(signal.title)}**, because ${plain(silencedBecause!)}`);
}

/** When the stack was deployed, and everything else that no metric of the subject shows. */
function deployments({ subject, eventRules }: WatchedSubject): IWidget {
  const deployed = matchesOf(deploymentRuleOf(subject as unknown as Construct), 'Deployment of the stack');
  const events = eventRules.map((rule) => matchesOf(rule, inWords(rule.node.id)));
  return new GraphWidget({
    ...GRAPH,
    title: 'Deployments and events',
    left: [deployed, ...events].map((metric, index) =>
      metric.with({ color: SERIES_COLORS[index % SERIES_COLORS.length] })),
    leftYAxis: { min: 0, label: SignalUnit.COUNT, showUnits: false },
  });
}

/** `TaskKilled` becomes `Task killed`. */
function inWords(id: string): string {
  return id.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
