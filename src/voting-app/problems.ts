import type { Construct } from 'constructs';
import { contradiction, decimal, isKnown, text, unique, variableProblems, type Problem } from '../core';
import { Poll, pollsJson } from './poll';
import { VARIABLES } from './program';
import { sizeProblems } from './role-options';
import type { ResolvedVotingProps } from './resolved-props';

/** Of an advanced parameter of the Parameter Store. */
const MAX_BYTES = 8192;
/** Variables that the construct sets, or that would break what it builds. */
const TAKEN: readonly string[] = [
  ...Object.values(VARIABLES), 'ROLE', 'PORT', 'METRICS_PORT', 'HOST', 'BASE_PATH', 'POLL_TITLE', 'OPTIONS', 'OPTION_A',
  'OPTION_B',
];
const BACKENDS
  = /^(?:REDIS|DB)_(?:HOST|PORT|NAME|USER|USERNAME|PASSWORD|TLS|SSL|URL|SECRET_ARN|IAM_AUTH|IAM_USER)$/;

/** Everything that is wrong with the props. */
export function votingAppProblems(scope: Construct, props: ResolvedVotingProps): Problem[] {
  const { vpc, ingress, image, vote, result, worker } = props;
  return [
    ...pollProblems(props.polls),
    ...image._variant.problems('image'),
    ...vote._variant.problems('vote'),
    ...sizeProblems('result', result),
    ...sizeProblems('worker', worker),
    ...contradiction(worker.capacity?.min === 0, {
      prop: 'worker.capacity.min', must: 'be at least 1', got: 0,
      advice: 'the worker itself reports how many votes wait, so none would never start again',
    }),
    ...decimal('worker.votesPerTask', worker.votesPerTask, { min: 1 }),
    ...settingProblems(props.settings),
    ...ingress._variant.problems('ingress', scope, vpc),
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

function settingProblems(settings: { readonly [variable: string]: string }): Problem[] {
  const asVariables = variableProblems('', { environment: { ...settings } });
  const isTaken = (name: string) => TAKEN.includes(name) || BACKENDS.test(name);
  return [
    ...asVariables.map((problem) => ({ ...problem, prop: problem.prop.replace('environment', 'settings') })),
    ...Object.keys(settings).filter((name) => isTaken(name) && !asVariables.some(({ got }) => got === name))
      .map((name) => ({
        prop: `settings.${name}`, must: 'be left out', got: isKnown(settings[name]) ? settings[name] : name,
        advice: 'the construct sets it itself',
      })),
    ...Object.entries(settings).flatMap(([name, value]) =>
      text(`settings.${name}`, value, /(?![^]*\{\{)[^]+/, 'be a text that is not empty, without "{{"')),
  ];
}
