import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { nameInStack } from '../subjects';
import type { SubjectLog } from './log-groups';
import { QUERIES, type SavedQuery } from './queries';

/** Logs Insights searches so many groups at once. */
const MOST_GROUPS = 50;

/** What the queries of a subject are saved with. */
export interface SavedQueryOptions {
  /** Name of the subject. */
  readonly name: string;
  /** Where they stand, made when it is asked for. */
  readonly parent: () => Construct;
}

/**
 * Saves in CloudWatch what can be asked of the logs of a subject, in a folder of its own. A query goes over all groups
 * that hold the same, so a request is followed through every service of the subject.
 */
export function saveQueries(
  subject: IConstruct, logs: readonly SubjectLog[], { name, parent }: SavedQueryOptions,
): CfnQueryDefinition[] {
  return [...new Set(logs.map(({ content }) => content))].flatMap((content) => {
    const groups = logs.filter((log) => log.content === content).slice(0, MOST_GROUPS).map(({ group }) => group);
    return QUERIES[content].map((query) => new CfnQueryDefinition(parent(), query.id, {
      name: nameInStack(subject, name, query.title),
      queryString: query.commands.join('\n| '),
      logGroupNames: groups.map(({ ref }) => ref),
      parameters: parametersOf(query),
    }));
  });
}

function parametersOf({ parameters = {} }: SavedQuery): CfnQueryDefinition.QueryParameterProperty[] | undefined {
  const rendered = Object.entries(parameters).map(([name, description]) => ({ name, description }));
  return rendered.length > 0 ? rendered : undefined;
}
