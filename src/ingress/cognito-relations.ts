import {
  CfnUserPool, CfnUserPoolClient, CfnUserPoolDomain, type IUserPool, type IUserPoolClient, type IUserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import {
  contradiction, Directory, inWords, isKnown, isSame, placeProblems, resourceOf, stageProblems, whereaboutsOf,
  type Problem,
} from '../core';

/** User pools that the app makes, by their ids. */
const POOLS = new Directory<IUserPool>('user-pools', (construct) => {
  const pool = construct as IUserPool;
  return resourceOf(construct, CfnUserPool.CFN_RESOURCE_TYPE_NAME) && pool.userPoolId
    ? { name: pool.userPoolId, value: pool }
    : undefined;
});

/** Where the load balancer takes the code of a log-in. */
const CALLBACK_PATH = '/oauth2/idpresponse';

/** What belongs together, and which words the load balancer asks the pool for. */
export interface CognitoParts {
  readonly userPool: IUserPool;
  readonly userPoolClient: IUserPoolClient;
  readonly userPoolDomain: IUserPoolDomain;
  /** Words of OpenID Connect between blanks. */
  readonly scope: string;
}

/**
 * A user pool is of the load balancer's Region and account; client and domain are of the pool, and the client lets the
 * load balancer ask as it does. Imports say nothing of this.
 */
export function cognitoRelationProblems(prop: string, scope: IConstruct, parts: CognitoParts): Problem[] {
  const { userPool, userPoolClient, userPoolDomain } = parts;
  const client = resourceOf<CfnUserPoolClient>(userPoolClient, CfnUserPoolClient.CFN_RESOURCE_TYPE_NAME);
  const domain = resourceOf<CfnUserPoolDomain>(userPoolDomain, CfnUserPoolDomain.CFN_RESOURCE_TYPE_NAME);
  return [
    ...placeProblems(scope, {
      prop: `${prop}.userPool`, thing: userPool, is: whereaboutsOf(userPool, userPool.userPoolArn), sameAccount: true,
      advice: 'a load balancer knows pools of its own Region and account; use Authentication.oidc for others',
    }),
    ...stageProblems(scope, `${prop}.userPoolClient`, client),
    ...stageProblems(scope, `${prop}.userPoolDomain`, domain),
    ...poolProblems(`${prop}.userPoolClient`, userPool, client?.userPoolId),
    ...poolProblems(`${prop}.userPoolDomain`, userPool, domain?.userPoolId),
    ...client ? clientProblems(`${prop}.userPoolClient`, client, parts) : [],
  ];
}

function poolProblems(prop: string, pool: IUserPool, id: string | undefined): Problem[] {
  // the id of a pool that the app makes is known at deployment only.
  const [own] = id === undefined || isKnown(id) ? [] : POOLS.named(pool, id);
  const isOther = own ? own.value.userPoolId !== pool.userPoolId : isSame(id, pool.userPoolId) === false;
  return contradiction(isOther, {
    prop, must: `be of the user pool ${pool.node.path}`, got: inWords(`one of ${own?.value.node.path ?? id}`),
  });
}

function clientProblems(
  prop: string, { generateSecret, allowedOAuthFlows, allowedOAuthScopes }: CfnUserPoolClient,
  { userPoolClient, scope }: CognitoParts,
): Problem[] {
  const { path } = userPoolClient.node;
  const missing = isKnown(allowedOAuthScopes) && isKnown(scope)
    ? scope.split(' ').filter((word) => !allowedOAuthScopes.includes(word))
    : [];
  return [
    ...contradiction(generateSecret !== true, {
      prop, must: 'have a secret', got: inWords(`${path} without one`), advice: 'make it with "generateSecret: true"',
    }),
    ...contradiction(isKnown(allowedOAuthFlows) && !allowedOAuthFlows.includes('code'), {
      prop, must: 'allow the authorization code grant', got: allowedOAuthFlows,
      advice: 'the load balancer logs users in with it',
    }),
    ...contradiction(missing.length > 0, {
      prop, must: `allow the scopes "${scope}"`, got: allowedOAuthScopes, advice: 'add them to its "oAuth.scopes"',
    }),
  ];
}

/** A client sends people back to addresses of its list only. The port may stand in them or not. */
export function callbackProblems(prop: string, userPoolClient: IUserPoolClient, names: readonly string[]): Problem[] {
  const client = resourceOf<CfnUserPoolClient>(userPoolClient, CfnUserPoolClient.CFN_RESOURCE_TYPE_NAME);
  const listed = client?.callbackUrLs;
  if (listed === undefined || !isKnown(listed)) return [];
  const missing = names.filter((name) => !listed.some((url) => leadsTo(url, name)));
  return contradiction(missing.length > 0, {
    prop, must: `call back ${missing.map((name) => `"https://${name}${CALLBACK_PATH}"`).join(' and ')}`, got: listed,
    advice: 'the load balancer sends people there after the log-in: add it to its "oAuth.callbackUrls", in lower case',
  });
}

function leadsTo(url: string, name: string): boolean {
  const origin = `https://${name}`;
  const [before, rest] = [url.slice(0, origin.length), url.slice(origin.length)];
  return before === origin && rest.replace(/^:\d+/, '') === CALLBACK_PATH;
}
