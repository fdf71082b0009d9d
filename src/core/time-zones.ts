import type { TimeZone } from 'aws-cdk-lib';
import type { Problem } from './problem';
import { ifTold } from './resources';
import { relation } from './validation';

/** By the time zones that Node knows, which are those of IANA, old names included. */
export function timeZoneProblems(prop: string, timeZone: TimeZone | undefined): Problem[] {
  const name = timeZone?.timezoneName;
  const isZone = () => /^[A-Za-z]/.test(name!)
    && ifTold(() => new Intl.DateTimeFormat('en', { timeZone: name })) !== undefined;
  return relation({
    prop, must: 'be a time zone of IANA such as "Europe/Berlin"', got: name,
  }, [name], () => typeof name === 'string' && isZone());
}
