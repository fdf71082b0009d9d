import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge, contradiction, inWords, type Problem } from '../core';
import { createRandomSecret } from './random-secret';

/**
 * The page `/admin` of the result, where whoever knows the token opens, closes, empties and exports polls.
 *
 * The browser sends the token with each request, so reach the page over HTTPS only.
 *
 * @example
 * new VotingApp(this, 'Voting', {
 *   vpc,
 *   ingress: VotingIngress.hosts({ vote: 'vote.example.com', result: 'result.example.com', hostedZone }),
 *   result: { adminPage: AdminPage.generatedToken() },
 * });
 */
export class AdminPage {
  /** No page, and no token. */
  public static none(): AdminPage {
    return new AdminPage({ problems: () => [], bind: () => ({}) });
  }

  /** With a token of 64 letters and digits, generated once into the secret `adminToken` of the application. */
  public static generatedToken(): AdminPage {
    return new AdminPage({ problems: () => [], bind: generateToken });
  }

  /**
   * With a token of yours, 16 visible ASCII characters or more. The program does not start with a shorter one.
   *
   * @param token from Secrets Manager or the SSM Parameter Store
   */
  public static token(token: ContainerSecret): AdminPage {
    return new AdminPage({ problems: (prop) => tokenProblems(prop, token), bind: () => ({ token }) });
  }

  private constructor(
    /** @internal */
    public readonly _variant: AdminPageVariant,
  ) {}
}

/** What the ways to have the page differ in. */
export interface AdminPageVariant {
  problems(prop: string): Problem[];
  bind(scope: Construct): AdminToken;
}

/** The token; nothing without the page. */
export interface AdminToken {
  /** As ECS injects it. */
  readonly token?: ContainerSecret;
  /** Secret that was made for it. */
  readonly secret?: ISecret;
}

/** Anybody on the way can read the token, and then open, close and empty polls. */
export function warnAboutPlainToken(scope: Construct): void {
  Annotations.of(scope).addWarningV2('cdk-elastic-web:adminTokenWithoutTls',
    'the result page speaks plain HTTP, so everybody on the way can read the token of administrators: use an ingress '
    + 'with HTTPS, or AdminPage.none');
}

/** A text would stand in the template, for everybody to read. */
function tokenProblems(prop: string, token: ContainerSecret | undefined): Problem[] {
  // a secret of Secrets Manager can be granted too, but has no ARN by this name.
  return contradiction(typeof token?.arn !== 'string', {
    prop: `${prop}.token`, must: 'be an ecs.Secret', got: inWords(token === undefined ? 'nothing' : 'something else'),
    advice: 'for example ecs.Secret.fromSecretsManager(secret)',
  });
}

function generateToken(scope: Construct): AdminToken {
  const secret = createRandomSecret(
    scope, 'AdminToken', `Opens the admin page of ${scope.node.path}`, RemovalPolicy.DESTROY,
  );
  acknowledge(secret, 'adminToken');
  return { token: ContainerSecret.fromSecretsManager(secret), secret };
}
