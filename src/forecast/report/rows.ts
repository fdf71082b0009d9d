import { ResourceChange } from '../changes/resource-change';
import type { DeploymentStep } from '../path/deployment-step';
import type { DurationRange } from '../times/duration-range';
import { about, inWords } from './words';

/** What a report needs to know. */
export interface Reported {
  readonly isFirst: boolean;
  readonly duration: DurationRange;
  readonly criticalPath: DeploymentStep[];
  readonly steps: DeploymentStep[];
  readonly untimedTypes: string[];
  readonly notes: string[];
}

export const HEAD = ['waits for', 'type', 'change', 'takes', 'done after'];
/** Steps that are over sooner are told in one line. */
const SHORT_SECONDS = 60;

/** The first sentence of every report. */
export function headline({ isFirst, duration }: Reported): string {
  return `${isFirst ? 'First deployment' : 'Change'}: ${about(duration)}. A model, not a promise.`;
}

/** The steps of the critical path that take a while. */
export function rows({ criticalPath }: Reported): string[][] {
  return criticalPath.filter(({ duration }) => duration.maxSeconds >= SHORT_SECONDS)
    .map(({ path, resourceType, change, duration, doneAfter }) =>
      [path, short(resourceType), change, inWords(duration), inWords(doneAfter)]);
}

/** What stands below the path. */
export function remarks(forecast: Reported): string[] {
  const { criticalPath, steps, untimedTypes, notes } = forecast;
  const quick = criticalPath.length - rows(forecast).length;
  return [
    ...quick > 0 ? [`steps on the way that take less than a minute each: ${quick}`] : [],
    ...steps.length > 0 ? [counted(steps)] : [],
    ...notes,
    ...untimedTypes.length > 0
      ? [`no figure is known for these types, so each counts as 3 to 30 s: ${untimedTypes.map(short).join(', ')}`]
      : [],
  ];
}

function short(type: string): string {
  return type.replace(/^AWS::/, '');
}

function counted(steps: readonly DeploymentStep[]): string {
  const parts = Object.values(ResourceChange).map((change) => {
    const touched = steps.filter((step) => step.change === change).length;
    return touched === 0 ? [] : [`${WORDS[change]} ${touched}`];
  });
  return `resources: ${parts.flat().join(', ')}`;
}

const WORDS: { readonly [change in ResourceChange]: string } = {
  [ResourceChange.CREATE]: 'created', [ResourceChange.UPDATE]: 'changed in place',
  [ResourceChange.MAY_REPLACE]: 'perhaps replaced', [ResourceChange.REPLACE]: 'replaced',
  [ResourceChange.DELETE]: 'removed',
};
