import { backendShapeProblems, type IBackend } from '../backend';
import { choiceProblems, contradiction, inWords, vpcShapeProblems, type Problem } from '../core';
import type { VotingResultOptions, VotingWorkerOptions } from './role-options';
import type { VotingAppProps } from './voting-app-props';

/** What languages without types can pass, and every other rule looks into. */
export function shapeProblems(props: VotingAppProps | undefined): Problem[] {
  return [
    ...vpcShapeProblems('vpc', props?.vpc),
    ...choiceProblems('ingress', props?.ingress, 'VotingIngress', { required: true }),
    ...eachOf('polls', props?.polls, 'Poll'),
    ...choiceProblems('image', props?.image ?? undefined, 'VotingImage'),
    ...choiceProblems('vote', props?.vote ?? undefined, 'VoteCompute'),
    ...roleProblems('result', props?.result),
    ...roleProblems('worker', props?.worker),
    ...contradiction(props?.cluster !== undefined && typeof props.cluster !== 'object', {
      prop: 'cluster', must: 'be a cluster', got: props?.cluster,
    }),
    ...storeProblems('database', props?.database),
    ...storeProblems('cache', props?.cache),
    ...choiceProblems('databaseAccess', props?.databaseAccess ?? undefined, 'BackendAccess'),
  ];
}

function roleProblems(
  prop: string, role: (VotingResultOptions & VotingWorkerOptions) | undefined | null,
): Problem[] {
  return [
    ...choiceProblems(`${prop}.size`, role?.size, 'TaskSize'),
    ...choiceProblems(`${prop}.capacity`, role?.capacity, 'CapacityRange'),
    ...eachOf(`${prop}.scaling`, role?.scaling, 'ScalingPolicy'),
    ...choiceProblems(`${prop}.adminPage`, role?.adminPage, 'AdminPage'),
  ];
}

function eachOf(prop: string, list: readonly unknown[] | undefined | null, className: string): Problem[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return [{ prop, must: 'be a list', got: inWords(`no list of ${className}`) }];
  return list.flatMap((value, i) => choiceProblems(`${prop}[${i}]`, value, className, { required: true }));
}

function storeProblems(prop: string, store: IBackend | undefined | null): Problem[] {
  if (store === undefined || store === null) return [];
  return backendShapeProblems(store).map((problem) => ({ ...problem, prop }));
}
