import type { Duration } from 'aws-cdk-lib';
import type { IUserPool, IUserPoolClient, IUserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import type { UnauthenticatedAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** What both kinds of log-in have. */
export interface AuthenticationOptions {
  /**
   * What happens to a request without a session. `AUTHENTICATE` sends it to the page of the log-in. `DENY` answers 401,
   * for paths that scripts of a page call. `ALLOW` lets it pass, and the application decides.
   *
   * @default UnauthenticatedAction.AUTHENTICATE
   */
  readonly onUnauthenticatedRequest?: UnauthenticatedAction;

  /**
   * What is asked of the identity provider, as words between blanks; one of them is `openid`.
   *
   * @default 'openid' - who it is, and nothing more about them
   */
  readonly scope?: string;

  /**
   * How long a session lasts, 1 second to 7 days. Then the identity provider is asked again, and people who are still
   * logged in there notice nothing.
   *
   * @default Duration.hours(12) - a working day: AWS keeps a session for 7 days, and so long a stolen cookie would work
   */
  readonly sessionTimeout?: Duration;

  /**
   * Paths that need no log-in, for example `/webhooks/*`: at least one, each among the requests that the service takes.
   * They get a rule of their own, so the limits of `hosts` and `paths` count for them too.
   *
   * @default - every path needs a log-in
   */
  readonly openPaths?: string[];
}

/** An identity provider that speaks OpenID Connect. */
export interface OidcOptions extends AuthenticationOptions {
  /** Address that the provider calls itself by, with `https://`. */
  readonly issuer: string;

  /** Address of the page where people log in, with `https://`. */
  readonly authorizationEndpoint: string;

  /** Address where the load balancer exchanges a code for tokens, with `https://`. */
  readonly tokenEndpoint: string;

  /** Address where the load balancer asks who somebody is, with `https://`. */
  readonly userInfoEndpoint: string;

  /** Name of the application at the provider. */
  readonly clientId: string;

  /**
   * Secret of the application at the provider. CloudFormation reads it when it makes or changes the rule, and the
   * template never shows it. The rule keeps the value that it was made with: for a new value make a new secret.
   */
  readonly clientSecret: ISecret;

  /**
   * Field of `clientSecret`, if it is JSON.
   *
   * @default - the whole text
   */
  readonly clientSecretField?: string;
}

/** A user pool of Amazon Cognito. */
export interface CognitoOptions extends AuthenticationOptions {
  /** User pool, in the Region of the load balancer. */
  readonly userPool: IUserPool;

  /**
   * Client with a secret (`generateSecret: true`), the code grant, and the callback URL `<url>/oauth2/idpresponse` for
   * each name of the service, in lower case. Rejected without one of them, as far as client and names are known.
   */
  readonly userPoolClient: IUserPoolClient;

  /** Domain of the pages where people log in. */
  readonly userPoolDomain: IUserPoolDomain;
}
