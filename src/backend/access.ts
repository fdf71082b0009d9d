import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { contradiction, inWords, type Problem, type Variables } from '../core';
import { AwsService } from '../network';

/**
 * How the credentials of a backend arrive at an application.
 *
 * @example
 * shop.connectTo(database, { access: BackendAccess.secretAtRunTime() });
 */
export class BackendAccess {
  /** As environment variables, once, when the application starts. It is started again after a rotation. */
  public static injected(): BackendAccess {
    return new BackendAccess(INJECTED);
  }

  /**
   * The application gets the ARN of the secret, as `<prefix>_SECRET_ARN` in place of `<prefix>_USER` and
   * `<prefix>_PASSWORD`, and reads the secret itself: a rotation needs no restart. Rejected for a backend without a
   * secret that rotates.
   */
  public static secretAtRunTime(): BackendAccess {
    return new BackendAccess(SECRET_AT_RUN_TIME);
  }

  private constructor(
    /** @internal */
    public readonly _variant: AccessVariant,
  ) {}
}

/** What the ways differ in. */
export interface AccessVariant {
  /** Whether the application keeps what it was started with, and so is started again after a rotation. */
  readonly restarts: boolean;
  /** What the application, or ECS for it, calls besides what the backend asks for. */
  readonly requiredServices: AwsService[];
  /** @param names variables that the application has already */
  problems(prefix: string, names: ReadonlySet<string> | undefined, secret: ISecret | undefined): Problem[];
  /** @param parameter makes a setting that ECS and instances inject */
  variables(
    prefix: string, offered: Variables, secret: ISecret | undefined, parameter: (value: string) => Secret,
  ): Variables;
}

export const INJECTED: AccessVariant = {
  restarts: true,
  requiredServices: [],
  problems: () => [],
  variables: (_prefix, offered) => offered,
};

const SECRET_AT_RUN_TIME: AccessVariant = {
  restarts: false,
  requiredServices: [AwsService.SECRETS_MANAGER, AwsService.SSM],
  problems: (prefix, names, secret) => [
    ...contradiction(secret === undefined, {
      prop: 'access', must: 'be BackendAccess.injected for a backend without a secret that rotates',
      got: inWords('BackendAccess.secretAtRunTime'),
    }),
    ...contradiction(names?.has(`${prefix}_SECRET_ARN`) === true, {
      prop: 'environmentPrefix', must: 'give names that the application does not have yet', got: prefix,
      advice: `"${prefix}_SECRET_ARN" is there already; connect it with another prefix`,
    }),
  ],
  variables: (prefix, { environment, secrets = {} }, secret, parameter) => {
    const inSecret = [`${prefix}_USER`, `${prefix}_PASSWORD`];
    const others = Object.entries(secrets).filter(([name]) => !inSecret.includes(name));
    return {
      environment, secrets: { ...Object.fromEntries(others), [`${prefix}_SECRET_ARN`]: parameter(secret!.secretArn) },
    };
  },
};
