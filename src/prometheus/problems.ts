import { Duration, Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct, IConstruct } from 'constructs';
import {
  contradiction, duration, groupsOfVpcProblems, inWords, isKnown, isQuantity, kindProblems, known, placeProblems, text,
  unique, type Problem,
} from '../core';
import { clusterProblems } from '../fargate-service';
import { AwsService, vpcPlaceProblems } from '../network';
import { objectiveProblems, type Objective } from '../monitoring';
import { ScrapedProgram, scrapeSourceProblems } from '../signal';
import { workloadNetworkProblems } from '../workload';
import type { MetricsBackend, RunningBackend } from './backend';
import type { Exporter } from './exporters';
import { ruleTuningProblems } from './rule-tuning';
import type { PrometheusGrafanaProps } from './prometheus-grafana-props';
import { jobNameOf, nameOf, type FoundSource } from './scraping';

const INTERVAL_BOUNDS = { min: Duration.seconds(5), max: Duration.minutes(5) };
/**
 * The shortest interval of a collector of AWS.
 *
 * @see
 *   https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/managed-prometheus-collectors-scraper-configuration.html
 */
const COLLECTOR_INTERVAL = Duration.seconds(30);
const URL = /https?:\/\/[^\s/]+(\/\S*)?/;
const HTTPS_URL = /https:\/\/[^\s/]+(\/\S*)?/;

/** What every task calls before it starts. */
const TASK_SERVICES = [AwsService.LOGS, AwsService.S3, AwsService.SECRETS_MANAGER];

/** Everything that is wrong with the props. */
export function prometheusProblems(
  scope: Construct, props: PrometheusGrafanaProps, backend: MetricsBackend,
): Problem[] {
  const { vpc, cluster, grafana, probes = [], scrapeInterval } = props;
  return [
    ...vpcPlaceProblems(scope, 'vpc', vpc),
    ...workloadNetworkProblems(scope, vpc, TASK_SERVICES, () => []),
    ...clusterProblems(scope, { cluster, vpc }),
    ...contradiction(props.subjects?.length === 0, {
      prop: 'subjects', must: 'name at least one construct', got: [],
      advice: 'without the prop everything in the stack is asked',
    }),
    ...subjectProblems('subjects', props.subjects ?? []),
    ...backend._variant.problems('backend', scope, vpc),
    ...backendProblems(props, backend),
    ...grafana._variant.problems('grafana', scope, vpc),
    ...exporterProblems(props.exporters ?? [], scope, vpc),
    ...probes.flatMap((probe, i) => text(`probes[${i}]`, probe, URL, 'be a URL that starts with https:// or http://')),
    ...unique('probes', probes),
    ...objectiveProblems('objectives', props.objectives ?? []),
    ...duration('scrapeInterval', scrapeInterval, INTERVAL_BOUNDS),
    ...isQuantity(scrapeInterval) && scrapeInterval.isUnresolved() ? known('scrapeInterval', scrapeInterval) : [],
    ...ruleTuningProblems('tuning', props.tuning ?? []),
    ...backend._variant.canBeAsked ? [] : alertProblems(props, backend._variant.title),
    ...text('runbooks', props.runbooks, HTTPS_URL, 'be a URL that starts with https://'),
  ];
}

/** What only alerts have a use for, where there are none. */
function alertProblems({ tuning = [], objectives = [], runbooks }: PrometheusGrafanaProps, title: string): Problem[] {
  const [must, advice] = [`be left out with ${title}`, 'it alerts nobody'];
  return [
    ...contradiction(tuning.length > 0, { prop: 'tuning', must, got: inWords(`${tuning.length}`), advice }),
    ...contradiction(objectives.length > 0, {
      prop: 'objectives', must, got: inWords(`${objectives.length}`), advice: `${advice}: give them to Monitoring`,
    }),
    ...contradiction(runbooks !== undefined, { prop: 'runbooks', must, got: runbooks, advice }),
  ];
}

/** What only a Prometheus of its own can do. */
function backendProblems(
  { grafana, exporters = [], probes = [], scrapeInterval }: PrometheusGrafanaProps, { _variant }: MetricsBackend,
): Problem[] {
  const { title, canBeAsked, hasWorkspace, runsPrograms } = _variant;
  return [
    ...contradiction(grafana._variant.needsWorkspace === true && canBeAsked && !hasWorkspace, {
      prop: 'backend.history', must: 'be a workspace with a Grafana at AWS', got: inWords('MetricsHistory.none()'),
      advice: 'it reaches nothing in the VPC',
    }),
    ...contradiction(grafana._variant.asks && !canBeAsked, {
      prop: 'grafana', must: `be Grafana.none() with ${title}`, got: inWords('a Grafana'),
      advice: 'ask the metrics with PromQL in CloudWatch',
    }),
    ...contradiction(exporters.length > 0 && !runsPrograms, {
      prop: 'exporters', must: `be left out with ${title}`, got: inWords(`${exporters.length}`),
      advice: 'a collector of AWS does not find their tasks: use MetricsBackend.selfHosted',
    }),
    ...runsPrograms
      ? []
      : duration('scrapeInterval', scrapeInterval, {
          min: COLLECTOR_INTERVAL, advice: `a collector of AWS, as ${title} has it, asks no more often`,
        }),
    ...contradiction(probes.length > 0 && !runsPrograms, {
      prop: 'probes', must: `be left out with ${title}`, got: probes, advice: 'use MetricsBackend.selfHosted',
    }),
  ];
}

/** An exporter of a store asks it, and a second one would ask it again. */
function exporterProblems(exporters: readonly Exporter[], scope: Construct, vpc: IVpc): Problem[] {
  const subjects = exporters.map(({ _variant }) => _variant.subject);
  return exporters.flatMap(({ _variant }, i) => [
    ..._variant.problems(`exporters[${i}]`, scope, vpc),
    ...contradiction(subjects.indexOf(_variant.subject) < i, {
      prop: `exporters[${i}]`, must: 'be the only one of its store',
      got: inWords(`another one of ${nameOf(subjects[i])}`),
    }),
  ]);
}

/** Anything with a place in the tree can be a subject. */
export function subjectProblems(prop: string, subjects: readonly unknown[]): Problem[] {
  const isOne = (subject: unknown) => (subject as Partial<IConstruct> | undefined)?.node !== undefined;
  return subjects.flatMap((subject, i) => contradiction(!isOne(subject), {
    prop: `${prop}[${i}]`, must: 'be a construct', got: subject,
  }));
}

/** What is known only when everything was found. */
export function lateProblems(
  scope: Construct, { vpc, objectives = [] }: PrometheusGrafanaProps, found: readonly FoundSource[],
  backend: RunningBackend,
): Problem[] {
  const otherKinds = found.flatMap(({ source, subject }) =>
    kindProblems('ScrapeSource', source, `${nameOf(subject)}.${source.name}.`));
  // the other rules look into the sources.
  if (otherKinds.length > 0) return otherKinds;
  return [
    ...contradiction(found.length === 0, {
      prop: 'subjects', must: 'find something to ask for metrics', got: inWords('nothing'),
      advice: 'give a VotingApp, or say with "scrapeAt" where a service answers',
    }),
    ...found.flatMap(({ source, subject }) => scrapeSourceProblems(`${nameOf(subject)}.${source.name}`, source)),
    ...nameProblems(found),
    ...found.flatMap((each) => placeProblemsOf(scope, vpc, each)),
    ...promiseProblems(objectives, found),
    ...backend.problems(found),
  ];
}

/** Prometheus asks within its VPC, and looks for tasks and instances in its Region. */
function placeProblemsOf(scope: Construct, vpc: IVpc, { source, subject }: FoundSource): Problem[] {
  const { region, account } = Stack.of(subject);
  return [
    ...groupsOfVpcProblems(
      scope, `${nameOf(subject)}.${source.name}.securityGroup`, vpc, [source.securityGroup],
    ),
    ...placeProblems(scope, {
      prop: `${nameOf(subject)}.${source.name}`, is: { region: ifKnown(region), account: ifKnown(account) },
      sameAccount: true, advice: 'make a PrometheusGrafana where the subject is',
    }),
  ];
}

function ifKnown(value: string): string | undefined {
  return isKnown(value) ? value : undefined;
}

/** An objective that nothing counts requests for would never be measured. */
function promiseProblems(objectives: readonly Objective[], found: readonly FoundSource[]): Problem[] {
  const subjects = new Set(found.map(({ subject }) => subject));
  const counting = new Set(found.filter(({ source }) => countsRequests(source)).map(({ subject }) => subject));
  return objectives.flatMap(({ _subject }, i) => {
    const isAsked = _subject === undefined || subjects.has(_subject);
    return [
      ...contradiction(!isAsked, {
        prop: `objectives[${i}]`, must: 'be for something that is asked', got: inWords(String(_subject?.node.path)),
      }),
      ...contradiction(isAsked && !(_subject ? counting.has(_subject) : counting.size > 0), {
        prop: `objectives[${i}]`, must: 'be for something that counts its requests',
        got: inWords(_subject ? _subject.node.path : 'nothing of that kind among the subjects'),
        advice: 'tell "scrapeAt" with "http" how your application counts them',
      }),
    ];
  });
}

/** Two jobs of one name are none that Prometheus starts with. */
function nameProblems(found: readonly FoundSource[]): Problem[] {
  const names = found.map(({ source, subject }) => jobNameOf(nameOf(subject), source.name));
  return found.flatMap(({ source, subject }, i) => contradiction(names.indexOf(names[i]) < i, {
    prop: `${subject.node.path}.${source.name}`, must: 'have a name of its own among the jobs', got: names[i],
    advice: `${found[names.indexOf(names[i])].subject.node.path} has it already: give one of them another id`,
  }));
}

function countsRequests({ http, program }: FoundSource['source']): boolean {
  return http !== undefined || program === ScrapedProgram.VOTE || program === ScrapedProgram.RESULT;
}
