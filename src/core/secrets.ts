import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { Secret as InjectedSecret } from 'aws-cdk-lib/aws-ecs';
import { CfnSecret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { Directory } from './directory';
import { inWords, type Problem } from './problem';
import { namelessProblems, otherAccountProblems } from './reach';
import { resourceOf } from './resources';
import { contradiction } from './validation';
import { placeProblems, whereaboutsOfArn } from './whereabouts';

/** Secrets that the app makes, by their ARNs. */
const MADE = new Directory<ISecret>('made-secrets', (construct) => {
  const secret = construct as ISecret;
  return resourceOf(construct, CfnSecret.CFN_RESOURCE_TYPE_NAME) && typeof secret.secretArn === 'string'
    ? { name: secret.secretArn, value: secret }
    : undefined;
});

/** What synthesis knows of the value of a secret. */
export interface SecretContent {
  /** Fields of its JSON; empty where the value is a plain text. */
  readonly fields: readonly string[];
  /** Values that are known, by field. */
  readonly values: { readonly [field: string]: unknown };
  /** How the rest is made up, if AWS does that. */
  readonly generated?: CfnSecret.GenerateSecretStringProperty;
}

/** What a secret of the app holds; nothing for an imported one, or for a value that is known at deployment only. */
export function secretContentOf(secret: ISecret): SecretContent | undefined {
  const resource = resourceOf<CfnSecret>(secret, CfnSecret.CFN_RESOURCE_TYPE_NAME);
  if (!resource) return undefined;
  const { generateSecretString, secretString } = Stack.of(secret).resolve(
    { generateSecretString: resource.generateSecretString, secretString: resource.secretString },
  ) as { generateSecretString?: CfnSecret.GenerateSecretStringProperty; secretString?: unknown };
  if (generateSecretString) {
    const { secretStringTemplate = '', generateStringKey } = generateSecretString;
    const template = fieldsOf(secretStringTemplate);
    return template && generateStringKey !== undefined
      ? { fields: [...Object.keys(template), generateStringKey], values: template, generated: generateSecretString }
      : { fields: [], values: {} };
  }
  if (typeof secretString !== 'string') return undefined;
  const values = fieldsOf(secretString) ?? {};
  return { fields: Object.keys(values), values };
}

/** A secret has to have the fields that are read from it. */
export function secretFieldProblems(prop: string, secret: ISecret, fields: readonly string[]): Problem[] {
  const content = secretContentOf(secret);
  const missing = content ? fields.filter((field) => !content.fields.includes(field)) : [];
  return contradiction(missing.length > 0, {
    prop, must: `have the ${fields.length === 1 ? 'field' : 'fields'} ${fields.map((f) => `"${f}"`).join(' and ')}`,
    got: inWords(content?.fields.length ? `only ${content.fields.map((f) => `"${f}"`).join(', ')}` : 'plain text'),
    advice: 'give "generateSecretString" of the secret a "secretStringTemplate" and a "generateStringKey"',
  });
}

/**
 * Secrets that are injected, and would keep the task from its start: one of another partition, or a field that a secret
 * of the app does not have.
 *
 * @param prefix of the props, with its dot
 */
export function injectedSecretProblems(
  scope: IConstruct, prefix: string, secrets: { readonly [name: string]: InjectedSecret } = {},
): Problem[] {
  return [
    ...Object.entries(secrets).flatMap(([name, secret]) =>
      secretPlaceProblems(scope, `${prefix}secrets.${name}`, secret?.arn)),
    ...injectedFieldProblems(scope, prefix, secrets),
  ];
}

/** A secret is read in another Region or account, if its policy allows that, but never in another partition. */
export function secretPlaceProblems(scope: IConstruct, prop: string, arn: string | undefined): Problem[] {
  const text = typeof arn === 'string' ? arn : undefined;
  const { partition, account, made } = whereaboutsOfArn(text);
  const elsewhere = placeProblems(scope, {
    prop, is: { partition, account, made },
    advice: 'no partition of AWS knows the identities of another one; copy the secret into one of this partition',
  });
  if (elsewhere.length > 0) return elsewhere;
  // a parameter has no policy.
  const ofOthers = (made as CfnResource | undefined)?.cfnResourceType === CfnSecret.CFN_RESOURCE_TYPE_NAME
    ? otherAccountProblems(scope, prop, made)
    : [];
  return ofOthers.length > 0 ? ofOthers : namelessProblems(scope, prop, made);
}

/** The secret of the app that an ARN names, with or without a field of it. */
export function madeSecretOf(scope: IConstruct, arn: string): ISecret | undefined {
  return MADE.find(scope, ({ name }) => arn === name || arn.startsWith(`${name}:`))[0]?.value;
}

function injectedFieldProblems(
  scope: IConstruct, prefix: string, secrets: { readonly [name: string]: InjectedSecret } = {},
): Problem[] {
  const injected = Object.entries(secrets).map(([name, secret]) => [name, secret?.arn] as const)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[1].includes(':ssm:'));
  if (injected.length === 0) return [];
  return injected.flatMap(([name, arn]) => {
    const secret = madeSecretOf(scope, arn);
    const field = secret && arn.slice(secret.secretArn.length + 1).split(':')[0];
    // a plain text may be a placeholder, which somebody replaces by hand.
    const isJson = (secret && secretContentOf(secret)?.fields.length) !== 0;
    return secret && field && isJson ? secretFieldProblems(`${prefix}secrets.${name}`, secret, [field]) : [];
  });
}

function fieldsOf(text: string): { readonly [field: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value as { [field: string]: unknown } : undefined;
  } catch {
    return undefined;
  }
}
