import { Stack, type Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Objective } from '../monitoring';
import type { IMonitored } from '../signal';
import type { RunningBackend } from './backend';
import { cloudWatchSignalsOf } from './cloudwatch-signals';
import type { MetricsModel, PromisedObjective, ScrapeJob } from './content';
import { tuned, type RuleTuning } from './rule-tuning';
import { jobsOf, nameOf, type FoundSource } from './scraping';
import { sharedThresholds } from './shared-thresholds';

/** What the model is made of besides the sources. */
export interface ModelParts {
  readonly backend: RunningBackend;
  readonly scrapeInterval: Duration;
  readonly objectives: readonly Objective[];
  readonly runbooks?: string;
  readonly tuning: readonly RuleTuning[];
  /** What Monitoring could make alarms of. */
  readonly monitored: readonly IMonitored[];
}

/** Everything that the configuration is written of. */
export function modelOf(scope: IConstruct, found: readonly FoundSource[], parts: ModelParts): MetricsModel {
  const { backend, scrapeInterval, objectives, runbooks, tuning, monitored } = parts;
  const jobs = [...jobsOf(scope, found), ...backend.jobs];
  return {
    ...backend.model,
    name: scope.node.path,
    region: Stack.of(scope).region,
    jobs,
    scrapeIntervalSeconds: scrapeInterval.toSeconds(),
    objectives: objectives.flatMap((objective) => promisesOf(objective, jobs)),
    thresholds: tuned(sharedThresholds(monitored), tuning),
    silentRules: tuning.filter(({ _variant }) => _variant.isSilent).map(({ _variant }) => _variant.rule),
    runbookBaseUrl: runbooks,
    cloudWatch: cloudWatchSignalsOf(monitored),
  };
}

/** An objective holds for what it names, or for everything that answers requests. */
function promisesOf(objective: Objective, jobs: readonly ScrapeJob[]): PromisedObjective[] {
  const answers = jobs.filter(({ kind, http }) => ['vote', 'result'].includes(kind) || http !== undefined);
  const subjects = objective._subject ? [nameOf(objective._subject)] : answers.map(({ subject }) => subject);
  return [...new Set(subjects)].map((subject) => ({ subject, objective }));
}
