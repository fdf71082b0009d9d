import { contradiction, type Problem } from '../../core';
import { requestMetricsOf, type IMonitored } from '../../signal';
import { aboutSubject } from '../subjects';
import type { Objective } from './objective';

/** The objectives of a list that are about a subject; none for one that answers no requests. */
export function objectivesOf(subject: IMonitored, objectives: readonly Objective[]): Objective[] {
  return requestMetricsOf(subject).length === 0 ? [] : aboutSubject(subject, objectives);
}

/** The first of each kind: one for a construct alone goes before one for all. */
export function firstOfEach(objectives: readonly Objective[]): Objective[] {
  const ids = objectives.map(({ _variant }) => _variant.id);
  return objectives.filter(({ _variant }, index) => ids.indexOf(_variant.id) === index);
}

/** What is wrong with a list of objectives, apart from constructs that answer no requests. */
export function objectiveProblems(prop: string, objectives: readonly Objective[]): Problem[] {
  const keys = objectives.map(({ _variant, _subject }) => `${_variant.id} ${_subject?.node.path ?? ''}`);
  return objectives.flatMap(({ _variant }, index) => [
    ..._variant.problems(`${prop}[${index}]`),
    ...contradiction(keys.indexOf(keys[index]) < index, {
      prop: `${prop}[${index}]`, must: `promise something else than "${prop}[${keys.indexOf(keys[index])}]"`,
      got: _variant.title,
    }),
  ]);
}
