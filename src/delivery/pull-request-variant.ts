import { known, text, type Problem } from '../core';
import { namedProblems, type EnvironmentVariant } from './delivery-environment-variant';
import type { PullRequestDiffOptions } from './pull-request-diff-options';

/** Name of the workflow that runs for pull requests. */
const WORKFLOW = 'Pull request';

/** What jobs of pull requests may do. */
export interface PullRequestVariant {
  /** Name of their workflow; nothing if they get no role. */
  readonly workflow?: string;
  problems(prop: string, environments: readonly EnvironmentVariant[]): Problem[];
  /** The environments that they may read. */
  previewed(environments: readonly EnvironmentVariant[]): EnvironmentVariant[];
}

export const NO_ACCESS: PullRequestVariant = { problems: () => [], previewed: () => [] };

/** They may read some environments. */
export class PreviewedEnvironments implements PullRequestVariant {
  public readonly workflow: string;

  constructor(private readonly options: PullRequestDiffOptions) {
    this.workflow = options.workflow ?? WORKFLOW;
  }

  public problems(prop: string, environments: readonly EnvironmentVariant[]): Problem[] {
    const { environments: names, workflow } = this.options;
    return [
      ...names === undefined ? [] : namedProblems(`${prop}.environments`, names, environments),
      ...known(`${prop}.workflow`, workflow),
      ...text(`${prop}.workflow`, workflow, /[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}/,
        'have 1 to 100 letters, digits, spaces, ".", "_" and "-", and begin with a letter or digit'),
    ];
  }

  public previewed(environments: readonly EnvironmentVariant[]): EnvironmentVariant[] {
    const names = this.options.environments;
    return names ? environments.filter(({ name }) => names.includes(name)) : environments.slice(0, 1);
  }
}
