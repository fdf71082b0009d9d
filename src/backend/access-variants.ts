import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { contradiction, inWords, text, type Problem, type Variables } from '../core';
import { AwsService } from '../network';
import type { IBackend } from './backend';

/** What the ways of credentials differ in. */
export interface AccessVariant {
  /** Whether the application keeps what it was started with, and so is started again after a rotation. */
  readonly restarts: boolean;
  /** What the application, or ECS for it, calls besides what the backend asks for. */
  readonly requiredServices: AwsService[];
  /** @param names variables that the application has already */
  problems(prefix: string, names: ReadonlySet<string> | undefined, backend: IBackend): Problem[];
  /** Lets the application use the backend. */
  grant(backend: IBackend, application: IGrantable): void;
  variables(spec: AccessSpec): AccessVariables;
}

/** What variables are made of. */
export interface AccessSpec {
  readonly prefix: string;
  /** What the backend offers. */
  readonly offered: Variables;
  readonly backend: IBackend;
  /**
   * Makes a setting that ECS and instances inject: no secret, yet not for every reader of the task definition.
   *
   * @param holder id of the construct that holds it
   */
  parameter(holder: 'SecretArns' | 'IamLogin', id: string, value: string): Secret;
}

/** Variables of the application, and of the migration where it needs others. */
export interface AccessVariables {
  readonly application: Variables;
  readonly migration?: Variables;
}

/** `BackendAccess.injected`. */
export const INJECTED: AccessVariant = {
  restarts: true,
  requiredServices: [],
  problems: () => [],
  grant: (backend, application) => void backend.grantAccess(application),
  variables: ({ offered }) => ({ application: offered }),
};

/** `BackendAccess.secretAtRunTime`. */
export const SECRET_AT_RUN_TIME: AccessVariant = {
  restarts: false,
  requiredServices: [AwsService.SECRETS_MANAGER, AwsService.SSM],
  problems: (prefix, names, { rotatingSecret }) => [
    ...contradiction(rotatingSecret === undefined, {
      prop: 'access', must: 'be BackendAccess.injected for a backend without a secret that rotates',
      got: inWords('BackendAccess.secretAtRunTime'),
    }),
    ...takenProblems(prefix, names, ['SECRET_ARN']),
  ],
  grant: INJECTED.grant,
  variables: ({ prefix, offered, backend: { rotatingSecret }, parameter }) => ({
    application: withSecrets(withoutLogin(prefix, offered), {
      [`${prefix}_SECRET_ARN`]: parameter('SecretArns', prefix, rotatingSecret!.secretArn),
    }),
  }),
};

/** `BackendAccess.iam`: a user of its own without a password, whom the migration makes as the master user. */
export function iamAccess(userName: string): AccessVariant {
  return {
    restarts: false,
    requiredServices: [AwsService.SSM],
    problems: (prefix, names, { iamLogin }) => [
      ...contradiction(iamLogin === undefined, {
        prop: 'access', must: 'be BackendAccess.injected for a backend that knows passwords only',
        got: inWords('BackendAccess.iam'), advice: 'RDS Proxy is one: it logs in to the database with the secret',
      }),
      ...text(
        'access.userName', userName, /[a-z_][a-z0-9_]{0,62}/,
        'be 1 to 63 lower-case letters, digits and underscores, no digit first',
      ),
      ...contradiction(userName === iamLogin?.masterUserName, {
        prop: 'access.userName', must: 'not be the master user', got: userName,
        advice: 'who may log in with IAM can no longer log in with a password, which the master user has to',
      }),
      ...takenProblems(prefix, names, ['IAM_AUTH', 'IAM_USER']),
    ],
    grant: ({ iamLogin }, application) => void iamLogin!.grantConnect(application, userName),
    variables: ({ prefix, offered, parameter }) => {
      const user = parameter('IamLogin', `${prefix}User`, userName);
      return {
        application: withSecrets(withoutLogin(prefix, offered), {
          [`${prefix}_USER`]: user, [`${prefix}_IAM_AUTH`]: parameter('IamLogin', `${prefix}IamAuth`, 'true'),
        }),
        migration: withSecrets(offered, { [`${prefix}_IAM_USER`]: user }),
      };
    },
  };
}

function takenProblems(prefix: string, names: ReadonlySet<string> | undefined, added: readonly string[]): Problem[] {
  return added.map((name) => `${prefix}_${name}`).filter((name) => names?.has(name)).map((name) => ({
    prop: 'environmentPrefix', must: 'give names that the application does not have yet', got: prefix,
    advice: `"${name}" is there already; connect it with another prefix`,
  }));
}

function withoutLogin(prefix: string, { environment, secrets = {} }: Variables): Variables {
  const login = [`${prefix}_USER`, `${prefix}_PASSWORD`];
  return {
    environment, secrets: Object.fromEntries(Object.entries(secrets).filter(([name]) => !login.includes(name))),
  };
}

function withSecrets({ environment, secrets }: Variables, further: { readonly [name: string]: Secret }): Variables {
  return { environment, secrets: { ...secrets, ...further } };
}
