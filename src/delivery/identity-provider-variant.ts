import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { OidcProviderNative } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Register, contradiction, inWords, type Problem } from '../core';

/** Who signs the tokens; also the first part of the names of their claims in IAM. */
export const ISSUER = 'token.actions.githubusercontent.com';
/** Whom the tokens are for: what the action that logs in to AWS asks for. */
export const AUDIENCE = 'sts.amazonaws.com';

const PROVIDERS = new Register('gitHubIdentityProviders');

/** Where the identity provider comes from. */
export interface ProviderVariant {
  problems(prop: string, scope: Construct): Problem[];
  /** @returns ARN of the provider */
  bind(scope: Construct): string;
}

export const EXISTING_PROVIDER: ProviderVariant = {
  problems: () => [],
  bind: (scope) => Stack.of(scope).formatArn({
    service: 'iam', region: '', resource: 'oidc-provider', resourceName: ISSUER,
  }),
};

export function createdProvider(): ProviderVariant {
  return {
    problems: (prop, scope) => {
      const other = PROVIDERS.holderOf(scope, accountOf(scope));
      return contradiction(other !== undefined, {
        prop, must: 'make the only provider of its account', got: inWords('a second one'),
        advice: `${other?.node.path} makes one, so use GitHubIdentityProvider.existing()`,
      });
    },
    bind: (scope) => {
      PROVIDERS.take(scope, accountOf(scope));
      return new OidcProviderNative(scope, 'Provider', {
        url: `https://${ISSUER}`, clientIds: [AUDIENCE], removalPolicy: RemovalPolicy.RETAIN,
      }).oidcProviderArn;
    },
  };
}

/** A stack without an account may be deployed to any, so only what stands in the same stack is in the same account. */
function accountOf(scope: Construct): string {
  const stack = Stack.of(scope);
  return Token.isUnresolved(stack.account) ? stack.node.path : stack.account;
}
