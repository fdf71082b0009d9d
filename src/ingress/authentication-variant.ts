import { Duration, Stack } from 'aws-cdk-lib';
import { ListenerAction, UnauthenticatedAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AuthenticateCognitoAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2-actions';
import type { IConstruct } from 'constructs';
import {
  contradiction, duration, inWords, isKnown, namelessProblems, oneOf, partitionOf, placeProblems, secretContentOf,
  secretFieldProblems, text, whereaboutsOf, type Problem,
} from '../core';
import type { AuthenticationOptions, CognitoOptions, OidcOptions } from './authentication-options';
import { callbackProblems, cognitoRelationProblems } from './cognito-relations';
import { listProblems } from './lists';

/** A working day. */
const SESSION_TIMEOUT = Duration.hours(12);
const SCOPE = 'openid';
const HTTPS_ADDRESS = /https:\/\/[^\s/:?#@]+(?:\/[^\s?#]*)?/;

/** What the kinds of log-in differ in. */
export interface AuthenticationVariant {
  readonly openPaths?: string[];
  /** Whether the identity provider can be reached through the internet only. */
  readonly needsInternet: boolean;
  problems(prop: string, scope: IConstruct): Problem[];
  /** @param names of the service, in lower case */
  callbackProblems(prop: string, names: readonly string[]): Problem[];
  /** @param next what happens to the request of somebody who is logged in */
  before(next: ListenerAction): ListenerAction;
}

/** `Authentication.oidc`. */
export function oidc(options: OidcOptions): AuthenticationVariant {
  const { issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, clientId } = options;
  const { clientSecret, clientSecretField } = options;
  const addresses = { issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint };
  return {
    openPaths: options.openPaths,
    needsInternet: false,
    // only the provider knows its client.
    callbackProblems: () => [],
    problems: (prop, scope) => [
      ...secretProblems(prop, scope, options),
      ...Object.entries(addresses).flatMap(([name, address]) => text(
        `${prop}.${name}`, address, HTTPS_ADDRESS, 'be an address such as "https://login.example.com/path"',
        'the load balancer calls port 443 only, and with TLS',
      )),
      ...text(`${prop}.clientId`, clientId, /\S+/, 'be a name without blanks'),
      ...text(`${prop}.clientSecretField`, clientSecretField, /[^]+/, 'be the name of a field'),
      ...commonProblems(prop, options),
    ],
    before: (next) => ListenerAction.authenticateOidc({
      ...rendered(options), next, ...addresses, clientId,
      clientSecret: clientSecretField === undefined
        ? clientSecret.secretValue
        : clientSecret.secretValueFromJson(clientSecretField),
    }),
  };
}

/** `Authentication.cognito`. */
export function cognito(options: CognitoOptions): AuthenticationVariant {
  const { userPool, userPoolClient, userPoolDomain } = options;
  return {
    openPaths: options.openPaths,
    needsInternet: true,
    callbackProblems: (prop, names) => callbackProblems(`${prop}.userPoolClient`, userPoolClient, names),
    problems: (prop, scope) => [
      ...contradiction(partitionOf(Stack.of(scope).region) === 'aws-cn', {
        prop, must: 'be Authentication.oidc in China', got: inWords('Authentication.cognito'),
        advice: 'Amazon Cognito has no user pools there',
      }),
      ...cognitoRelationProblems(prop, scope, { ...options, scope: options.scope ?? SCOPE }),
      ...commonProblems(prop, options),
    ],
    before: (next) =>
      new AuthenticateCognitoAction({ ...rendered(options), next, userPool, userPoolClient, userPoolDomain }),
  };
}

/** CloudFormation reads the value in its own Region. A secret of another account is fine. */
function secretProblems(
  prop: string, scope: IConstruct, { clientSecret, clientSecretField }: OidcOptions,
): Problem[] {
  return [
    ...placeProblems(scope, {
      prop: `${prop}.clientSecret`, thing: clientSecret, is: whereaboutsOf(clientSecret, clientSecret.secretArn),
      advice: 'replicate it to the Region of the stack, and import the replica',
    }),
    ...namelessProblems(scope, `${prop}.clientSecret`, clientSecret),
    // a plain text may be a placeholder, which somebody replaces by hand.
    ...isKnown(clientSecretField) && secretContentOf(clientSecret)?.fields.length !== 0
      ? secretFieldProblems(`${prop}.clientSecret`, clientSecret, [clientSecretField])
      : [],
  ];
}

function commonProblems(
  prop: string, { onUnauthenticatedRequest, scope, sessionTimeout, openPaths }: AuthenticationOptions,
): Problem[] {
  return [
    ...oneOf(
      `${prop}.onUnauthenticatedRequest`, onUnauthenticatedRequest, Object.values(UnauthenticatedAction),
    ),
    ...text(`${prop}.scope`, scope, /(?=[^]*\bopenid\b)\S+(?: \S+)*/, 'be words between blanks, with "openid"'),
    ...duration(`${prop}.sessionTimeout`, sessionTimeout, { min: Duration.seconds(1), max: Duration.days(7) }),
    ...listProblems(`${prop}.openPaths`, openPaths, 'have at least one value', 'leave it out if none is open'),
    ...contradiction(onUnauthenticatedRequest === UnauthenticatedAction.ALLOW && isKnown(openPaths), {
      prop: `${prop}.openPaths`, must: 'be left out where requests without a session pass', got: openPaths,
      advice: 'every path is open already',
    }),
  ];
}

/** What the CDK's actions have in common. The way out is opened elsewhere, for all rules of the load balancer once. */
function rendered({ onUnauthenticatedRequest, scope, sessionTimeout }: AuthenticationOptions) {
  return {
    onUnauthenticatedRequest: onUnauthenticatedRequest ?? UnauthenticatedAction.AUTHENTICATE,
    scope: scope ?? SCOPE,
    sessionTimeout: sessionTimeout ?? SESSION_TIMEOUT,
    allowHttpsOutbound: false,
  };
}
