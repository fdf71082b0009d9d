import { Tokenization, type Duration } from 'aws-cdk-lib';

/** A duration as the text that attributes want; unlike `toString` it keeps a value that is only known at deployment. */
export function seconds(duration: Duration): string {
  return Tokenization.stringifyNumber(duration.toSeconds());
}
