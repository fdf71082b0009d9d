import { Stack } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import type { IMonitored, Signal } from '../../signal';
import { SPEAKS_FOR } from '../subjects';

const ID = 'Monitored';

/** Reports signals for a construct that cannot report them itself, as a child of it. */
class PlainSubject extends Construct implements IMonitored {
  constructor(scope: Construct, id: string, private readonly read: () => Signal[]) {
    super(scope, id);
  }

  public signals(): Signal[] {
    return this.read();
  }
}

/**
 * The subject that speaks for a construct of the CDK; a second call finds the first one.
 *
 * @param read asked at synthesis
 */
export function speakFor(construct: IConstruct, read: () => Signal[]): IMonitored {
  const existing = construct.node.tryFindChild(ID);
  if (existing) return existing as PlainSubject;

  const subject = new PlainSubject(construct as Construct, ID, read);
  SPEAKS_FOR.set(subject, construct);
  return subject;
}

/** A subject that is nothing but its signals. */
export function subjectOf(scope: Construct, id: string, signals: readonly Signal[]): IMonitored {
  return new PlainSubject(scope, id, () => [...signals]);
}

/** The value of a property in the template; nothing where it is only known at deployment. */
export function plainValue(resource: IConstruct | undefined, value: unknown): string | undefined {
  const resolved: unknown = resource && Stack.of(resource).resolve(value);
  return ['string', 'number'].includes(typeof resolved) ? String(resolved) : undefined;
}
