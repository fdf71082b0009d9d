import { Stack } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { IServesRequests, RequestMetrics, Signal } from '../../signal';
import { SPEAKS_FOR } from '../subjects';

const ID = 'Monitored';

/** Reports signals for a construct that cannot report them itself, as a child of it. */
class PlainSubject extends Construct implements IServesRequests {
  constructor(
    scope: Construct, id: string, private readonly read: () => Signal[], private readonly requests?: RequestMetrics,
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
 * @param read asked at synthesis
 * @param requests what is counted of the requests that it answers, if it does
 */
export function speakFor(construct: IConstruct, read: () => Signal[], requests?: RequestMetrics): IServesRequests {
  const existing = construct.node.tryFindChild(ID);
  if (existing) return existing as PlainSubject;

  const subject = new PlainSubject(construct as Construct, ID, read, requests);
  SPEAKS_FOR.set(subject, construct);
  return subject;
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
