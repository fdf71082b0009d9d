import { Duration, Size, SizeRoundingBehavior, Stack, type IResource } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { inWords, isKnown, rejectProblems, relation, type Problem } from '../../core';
import type { IServesRequests, RequestMetrics, Signal } from '../../signal';
import { SPEAKS_FOR } from '../subjects';

const ID = 'Monitored';
const ADVICE = 'import it in a stack of its account and Region';

/** Reports signals for a construct that cannot report them itself, as a child of it. */
class PlainSubject extends Construct implements IServesRequests {
  constructor(
    scope: Construct, id: string, private readonly read: () => Signal[], private readonly requests?: RequestMetrics,
    public readonly options: object = {},
  ) {
    super(scope, id);
  }

  public signals(): Signal[] {
    return this.read();
  }

  public requestMetrics(): RequestMetrics[] {
    return this.requests ? [this.requests] : [];
  }
}

/**
 * The subject that speaks for a construct of the CDK; a second call finds the first one.
 *
 * @param options as the user gave them: a second call gives the same or none
 * @param read asked at synthesis
 * @param requests what is counted of the requests that it answers, if it does
 */
export function speakFor(
  construct: IConstruct, options: object, read: () => Signal[], requests?: RequestMetrics,
): IServesRequests {
  const existing = construct.node.tryFindChild(ID) as PlainSubject | undefined;
  if (existing) {
    rejectProblems(construct, 'Monitored', differenceProblems(options, existing.options));
    return existing;
  }
  rejectProblems(construct, 'Monitored', elsewhereProblems(construct));
  const subject = new PlainSubject(construct as Construct, ID, read, requests, options);
  SPEAKS_FOR.set(subject, construct);
  return subject;
}

/** Whether somebody speaks for a construct already. */
export function isWrapped({ node }: IConstruct): boolean {
  return node.tryFindChild(ID) !== undefined;
}

/** A construct is one subject, so its options are given once. */
function differenceProblems(now: object, before: object): Problem[] {
  const [later, first] = [now, before].map((options) => comparable(options) as Record<string, unknown>);
  const names = Object.keys(later).filter((name) => JSON.stringify(later[name]) !== JSON.stringify(first[name]));
  return names.map((prop) => ({
    prop, must: 'be the same whenever a construct is wrapped', got: inWords('something else than the first time'),
    advice: 'give the options once; a second call without options finds the same subject',
  }));
}

/** What makes two values the same: constructs by where they are, times and sizes by how long and how large they are. */
function comparable(value: unknown): unknown {
  if (Construct.isConstruct(value)) return value.node.addr;
  if (value instanceof Duration && isKnown(value)) return value.toMilliseconds({ integral: false });
  if (value instanceof Size && isKnown(value)) return value.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)
    .map(([name, one]) => [name, comparable(one)]));
}

/** An alarm sees the metrics of its own account and Region. */
function elsewhereProblems(construct: IConstruct): Problem[] {
  const [there, here] = [(construct as Partial<IResource>).env, Stack.of(construct)];
  return (['region', 'account'] as const).flatMap((prop) => relation(
    { prop, must: `be that of its stack (${here[prop]})`, got: there?.[prop], advice: ADVICE },
    [there?.[prop], here[prop]], () => there?.[prop] === here[prop],
  ));
}

/** A subject that is nothing but its signals. */
export function subjectOf(scope: Construct, id: string, signals: readonly Signal[]): IServesRequests {
  return new PlainSubject(scope, id, () => [...signals]);
}

/** The value of a property in the template; nothing where it is only known at deployment. */
export function plainValue(resource: IConstruct | undefined, value: unknown): string | undefined {
  const resolved: unknown = resource && Stack.of(resource).resolve(value);
  return ['string', 'number'].includes(typeof resolved) ? String(resolved) : undefined;
}
