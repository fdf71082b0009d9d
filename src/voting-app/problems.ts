import type { Construct } from 'constructs';
import { contradiction, decimal, unique, type Problem } from '../core';
import { clusterProblems } from '../fargate-service';
import { AwsService, vpcPlaceProblems } from '../network';
import { workloadNetworkProblems } from '../workload';
import { replicasOf } from './backends';
import { Poll, pollsJson } from './poll';
import type { ResolvedVotingProps } from './resolved-props';
import { pageProblems, sizeProblems } from './role-options';
import { replicaProblems, settingProblems } from './setting-problems';
import { MAX_BYTES } from './settings';
import { stopSeconds } from './stop-times';
import { storeProblems } from './store-problems';

/** What every task calls before it starts; the network of a task has to lead there. */
const TASK_SERVICES = [
  AwsService.LOGS, AwsService.ECR_API, AwsService.ECR_DOCKER, AwsService.S3, AwsService.SSM, AwsService.SECRETS_MANAGER,
];

/** Everything that is wrong with the props. */
export function votingAppProblems(scope: Construct, props: ResolvedVotingProps): Problem[] {
  const { vpc, ingress, image, vote, result, worker, cluster } = props;
  const stores = [props.database, props.cache].filter((each) => each !== undefined);
  const ofIngress = ingress._variant.problems('ingress', scope, vpc);
  const pages = ofIngress.length > 0 ? [] : ingress._variant.given ?? [];
  return [
    ...vpcPlaceProblems(scope, 'vpc', vpc),
    ...workloadNetworkProblems(
      scope, vpc, [...TASK_SERVICES, ...stores.flatMap((each) => each.requiredServices)], () => [],
    ),
    ...clusterProblems(scope, { cluster, vpc }),
    ...pollProblems(props.polls),
    ...image._variant.problems('image'),
    ...vote._variant.problems('vote', scope, vpc, image._variant),
    ...pageProblems(scope, 'result', result),
    ...props.adminPage._variant.problems('result.adminPage'),
    ...sizeProblems('worker', worker),
    ...contradiction(worker.capacity?.min === 0, {
      prop: 'worker.capacity.min', must: 'be at least 1', got: 0,
      advice: 'the worker itself reports how many votes wait, so none would never start again',
    }),
    ...decimal('worker.votesPerTask', worker.votesPerTask, { min: 1 }),
    ...settingProblems(props.settings, { stop: stopSeconds(pages), mayReadMore: image._variant.mayReadMore }),
    ...replicaProblems(props.settings, replicasOf(scope, props.cache)),
    ...storeProblems(scope, props),
    ...ofIngress,
  ];
}

function pollProblems(polls: readonly Poll[]): Problem[] {
  const own = polls.flatMap((poll, i) => poll._problems(`polls[${i}]`));
  if (own.length > 0) return own;
  const bytes = Buffer.byteLength(pollsJson(polls));
  return [
    ...contradiction(polls.length === 0, { prop: 'polls', must: 'have at least one poll', got: polls }),
    ...unique('polls', polls.map(({ id }) => id)),
    ...contradiction(bytes > MAX_BYTES, {
      prop: 'polls', must: `take at most ${MAX_BYTES} bytes as JSON`, got: bytes,
      advice: 'the Parameter Store holds no more: use fewer polls, or another VotingApp',
    }),
  ];
}
