import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, isSame, stageProblems, text, type Problem, type Variables } from '../core';
import type { IBackend } from './backend';

/** Something else in the place of a backend, which languages without types can pass. */
export function backendShapeProblems(backend: unknown): Problem[] {
  const { environmentFor, consumer, constructor } = (backend ?? {}) as {
    readonly environmentFor?: unknown; readonly consumer?: unknown; readonly constructor?: { readonly name: string };
  };
  return contradiction(typeof environmentFor !== 'function', {
    prop: 'backend', must: 'be a backend',
    got: backend === undefined || backend === null ? backend : inWords(`an object of ${constructor?.name}`),
    advice: consumer === undefined
      ? 'pass a PostgresDatabase, a ValkeyCache, one side of a WorkQueue, or wrap it in a QueueBackend, BucketBackend, '
      + 'TopicBackend or ExistingBackend'
      : 'pass its "consumer" or its "producer"',
  });
}

/** Security groups know each other within a Region alone, and so do endpoints; settings are read in one account. */
export function backendPlaceProblems(client: IConstruct, backend: IBackend): Problem[] {
  const isGuarded = backend.connections.securityGroups.length > 0;
  const isBound = isGuarded || backend.requiredServices.length > 0;
  const [ours, theirs] = [Stack.of(client), Stack.of(backend)];
  const advice = {
    region: isGuarded
      ? 'no security group admits clients of another Region'
      : 'services are called in the Region of the client: make one there as well',
    account: 'its settings are read in its own account: connect an ExistingBackend or a QueueBackend of the client\'s',
  };
  const field = (['region', 'account'] as const).find((one) => isSame(ours[one], theirs[one]) === false);
  return field === undefined
    ? stageProblems(client, 'backend', backend)
    : contradiction(isBound, {
        prop: 'backend',
        must: `be in the ${field === 'region' ? 'Region' : field} ${ours[field]} of the stack`,
        got: inWords(`${backend.node.path} in ${theirs[field]}`), advice: advice[field],
      });
}

/** A prefix that makes no names of variables. */
export function prefixProblems(prefix: string | undefined): Problem[] {
  return text(
    'environmentPrefix', prefix, /[A-Za-z_][A-Za-z0-9_]*/, 'be letters, digits and "_" that do not begin with a digit',
  );
}

/** A prefix that makes no names of variables, or names that the application has already. */
export function connectProblems(
  backend: IBackend, prefix: string, { environment = {}, secrets = {} }: Variables,
  names: ReadonlySet<string> = new Set(),
): Problem[] {
  const shape = prefixProblems(prefix);
  if (shape.length > 0) return shape;
  const given = [...Object.keys(environment), ...Object.keys(secrets)];
  return given.filter((name, i) => names.has(name) || given.indexOf(name) < i).map((name) => ({
    prop: 'environmentPrefix', must: 'give names that the application does not have yet', got: prefix,
    advice: `"${name}" of ${backend.node.path} is there already; connect it with another prefix`,
  }));
}

/** Variables that the way of the credentials adds, and that the application has already. */
export function addedProblems(
  prefix: string, added: readonly string[], names: ReadonlySet<string> = new Set(),
): Problem[] {
  return added.map((name) => `${prefix}_${name}`).filter((name) => names.has(name)).map((name) => ({
    prop: 'environmentPrefix', must: 'give names that the application does not have yet', got: prefix,
    advice: `"${name}" is there already; connect it with another prefix`,
  }));
}
