import { Duration } from 'aws-cdk-lib';
import { contradiction, duration, inWords, isKnown, isQuantity, text, unique, type Problem } from '../core';
import { tuningProblems, type Tuning } from './alarms';
import type { MonitoringProps } from './monitoring-props';
import { logErrorsProblems } from './logs';
import type { Notification } from './notification';
import { objectiveProblems } from './objectives';
import type { WatchedSubject } from './panels';
import { isMonitored } from './subjects';
import type { Watch } from './watch';

const URL = /https:\/\/[^\s/]+(\/\S*)?/;
/** The link stays short beside the reason of an alarm. */
const LONGEST_URL = 200;

/** What is wrong with the props. */
export function monitoringProblems(props: MonitoringProps, notifications: readonly Notification[]): Problem[] {
  const emails = props.emails ?? [];
  return [
    ...contradiction(props.subjects?.length === 0, {
      prop: 'subjects', must: 'name at least one construct', got: [], advice: 'without the prop everything is watched',
    }),
    ...subjectProblems('subjects', props.subjects ?? []),
    ...unique('emails', emails),
    ...notifications.flatMap(({ _variant }, index) =>
      _variant.problems(index < emails.length ? `emails[${index}]` : `notifications[${index - emails.length}]`)),
    ...tuningProblems('tuning', props.tuning ?? []),
    ...objectiveProblems('objectives', props.objectives ?? []),
    ...logErrorsProblems('logErrors', props.logErrors ?? []),
    ...duration('suppressDuringDeployments', props.suppressDuringDeployments, {
      min: Duration.minutes(1), max: Duration.hours(1),
    }),
    ...wholeMinutes('suppressDuringDeployments', props.suppressDuringDeployments),
    ...props.warningHours?._variant.problems('warningHours') ?? [],
    ...text('runbooks', props.runbooks, URL, 'be a URL that starts with https://'),
    ...contradiction((props.runbooks ?? '').length > LONGEST_URL, {
      prop: 'runbooks', must: `have at most ${LONGEST_URL} characters`, got: props.runbooks?.length,
    }),
  ];
}

/** Everything that is to be watched has to report signals. */
export function subjectProblems(prop: string, subjects: readonly unknown[]): Problem[] {
  return subjects.flatMap((subject, index) => contradiction(!subject || !isMonitored(subject as never), {
    prop: `${prop}[${index}]`, must: 'report signals', got: subject && inWords('a construct without signals()'),
    advice: 'wrap a construct of the CDK, for example with Monitored.rds',
  }));
}

/** What is known only when everything was found: a watch that finds nothing, and changes that hold for nothing. */
export function lateProblems({ found, tuning, objectives, logErrors, applied }: Watch): Problem[] {
  return [
    ...contradiction(found.length === 0, {
      prop: 'subjects', must: 'find something that reports signals', got: inWords('nothing'),
      advice: 'watch another scope, or wrap constructs of the CDK with Monitored',
    }),
    ...tuning.flatMap((tuned, index) =>
      found.length === 0 || applied.has(tuned) ? [] : [idle(`tuning[${index}]`, tuned, found)]),
    ...objectives.flatMap((objective, index) => contradiction(found.length > 0 && !applied.has(objective), {
      prop: `objectives[${index}]`, must: 'be for something that is watched and answers requests',
      got: inWords(objective._subject?.node.path ?? 'nothing that has an ingress'),
      advice: 'a service without ingress, a database and a cache have no requests to count',
    })),
    ...logErrors.flatMap((one, index) => contradiction(found.length > 0 && !applied.has(one), {
      prop: `logErrors[${index}]`, must: 'be for something that is watched and has the log of an application',
      got: inWords(one._subject?.node.path ?? 'nothing that has one'),
    })),
  ];
}

/** Why a change holds for nothing: what it names is not watched, or has no such signal. */
function idle(prop: string, { _subject, _variant }: Tuning, found: readonly WatchedSubject[]): Problem {
  const named = found.filter(({ subject }) => _subject === undefined || subject === _subject);
  const ids = named.flatMap(({ signals }) => signals.map(({ signal }) => signal.id));
  return named.length === 0
    ? { prop, must: 'be on something that is watched', got: inWords(_subject!.node.path) }
    : {
        prop: `${prop}.signalId`, must: 'be the id of a signal of what is watched', got: _variant.signalId,
        advice: `there are ${[...new Set(ids)].sort().join(', ')}`,
      };
}

function wholeMinutes(prop: string, value: Duration | undefined): Problem[] {
  const isPart = isKnown(value) && isQuantity(value) && value.toSeconds({ integral: false }) % 60 !== 0;
  return contradiction(isPart, { prop, must: 'be whole minutes', got: value });
}
