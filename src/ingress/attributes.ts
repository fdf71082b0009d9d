import { Tokenization, type Duration } from 'aws-cdk-lib';

/** A duration in seconds, as a text for an attribute. A value that is only known at deployment stays a reference. */
export function seconds(duration: Duration): string {
  return Tokenization.stringifyNumber(duration.toSeconds());
}
