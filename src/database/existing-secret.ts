import { Stack } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import {
  contradiction, identityOf, inWords, isMade, placeProblems, Register, relation, secretContentOf, secretFieldProblems,
  whereaboutsOf, type Problem,
} from '../core';

/** Secrets that belong to a database of this app. */
export const ATTACHED = new Register('attached-secrets');

/** Fields that RDS reads. */
export const SECRET_FIELDS = ['username', 'password'];
/** The child that the CDK gives to a secret that is attached to something. */
const ATTACHMENT = 'Attachment';

/** A secret that the user has made for the database: its fields, its user, and that nothing else has it. */
export function existingSecretProblems(prop: string, scope: Construct, secret: ISecret, userName: string): Problem[] {
  const user = secretContentOf(secret)?.values.username;
  return [
    ...placeProblems(scope, {
      prop: `${prop}.secret`, thing: secret, is: whereaboutsOf(secret, secret.secretArn), sameAccount: true,
      advice: 'CloudFormation reads a secret in its own Region only, and writes the address of the database into it',
    }),
    ...contradiction(isMade(secret) && Stack.of(secret) !== Stack.of(scope), {
      prop: `${prop}.secret`, must: `be made in ${Stack.of(scope).node.path}, the stack of the database, or imported`,
      got: inWords(secret.node.path),
      advice: 'its stack would get the address of the database, and each of the two stacks wait for the other one',
    }),
    ...secretFieldProblems(`${prop}.secret`, secret, SECRET_FIELDS),
    ...relation({
      prop: `${prop}.userName`, must: `be that of the secret ("${String(user)}")`, got: userName,
      advice: 'RDS makes the user that is named in the secret',
    }, [user, userName], () => user === userName),
    ...attachmentProblems(prop, scope, secret),
  ];
}

function attachmentProblems(prop: string, scope: Construct, secret: ISecret): Problem[] {
  const holder = ATTACHED.holderOf(scope, identityOf(secret, secret.secretArn))
    ?? secret.node.tryFindChild(ATTACHMENT);
  return contradiction(holder !== undefined, {
    prop: `${prop}.secret`, must: 'be attached to nothing yet', got: inWords(`one attached by ${holder?.node.path}`),
    advice: 'make a secret for each database, because CloudFormation writes the address of one into it',
  });
}
