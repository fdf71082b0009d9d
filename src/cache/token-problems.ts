import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import {
  contradiction, inWords, isKnown, placeProblems, secretContentOf, secretFieldProblems, text, whereaboutsOf,
  type Problem,
} from '../core';

/** Field of the secret that holds the token. */
export const PASSWORD_FIELD = 'password';

const ALLOWED = '!&#$^<>-';
const TOKEN = /[A-Za-z0-9!&#$^<>-]{16,128}/;
/** What Secrets Manager puts into passwords besides letters and digits. */
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const LENGTH = { min: 16, max: 128, usual: 32 };

/**
 * The token that clients authenticate with, as far as the secret of the app shows it.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
 */
export function tokenProblems(scope: Construct, prop: string, secret: ISecret | undefined): Problem[] {
  if (!secret) return [];
  const content = secretContentOf(secret);
  const token = content?.values[PASSWORD_FIELD];
  const must = `hold a token of ${LENGTH.min} to ${LENGTH.max} letters, digits and characters of ${ALLOWED}`;
  return [
    ...placeProblems(scope, {
      prop, thing: secret, is: whereaboutsOf(secret, secret.secretArn),
      advice: 'CloudFormation reads a secret of its own Region only',
    }),
    ...secretFieldProblems(prop, secret, [PASSWORD_FIELD]),
    ...typeof token === 'string' && text('', token, TOKEN, must).length > 0
      ? [{ prop, must, got: inWords('another one') }]
      : [],
    ...content?.generated?.generateStringKey === PASSWORD_FIELD ? generatedProblems(prop, must, content.generated) : [],
  ];
}

function generatedProblems(
  prop: string, must: string,
  { passwordLength = LENGTH.usual, excludePunctuation, excludeCharacters = '', includeSpace }:
  NonNullable<NonNullable<ReturnType<typeof secretContentOf>>['generated']>,
): Problem[] {
  const refused = [...PUNCTUATION].filter((sign) => !ALLOWED.includes(sign) && !excludeCharacters.includes(sign));
  const mayHaveOthers = (excludePunctuation !== true && refused.length > 0) || includeSpace === true;
  return [
    ...contradiction(isKnown(passwordLength) && (passwordLength < LENGTH.min || passwordLength > LENGTH.max), {
      prop, must, got: inWords(`one of ${passwordLength} characters`), advice: 'set "passwordLength" of the secret',
    }),
    ...contradiction(isKnown(excludeCharacters) && mayHaveOthers, {
      prop, must, got: inWords('one with any punctuation'), advice: 'set "excludePunctuation" of the secret',
    }),
  ];
}
