import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { contradiction, grantSecretRead, inWords, isKnown, text, type Problem, type Variables } from '../core';
import { AwsService } from '../network';
import type { IBackend } from './backend';

/** What the ways of credentials differ in. */
export interface AccessVariant {
  /** Whether the application keeps what it was started with, and so is started again after a rotation. */
  readonly restarts: boolean;
  /** What the application, or ECS for it, calls besides what the backend asks for. */
  readonly requiredServices: AwsService[];
  /** @param prop name of the prop that says how the credentials arrive */
  problems(prop: string, login: BackendLogin): Problem[];
  /** Variables that the application gets besides what the backend offers, by the second part of the name. */
  readonly adds: readonly string[];
  /**
   * Lets the application use the backend.
   *
   * @param isInjected whether the application gets variables; one without them reads the credentials itself
   */
  grant(backend: IBackend, application: IGrantable, isInjected: boolean): void;
  variables(spec: AccessSpec): AccessVariables;
}

/** What is known of the log-in of a backend, also before it is made. */
export interface BackendLogin {
  /** Whether it has a secret that rotates. */
  readonly rotates: boolean;
  /** Master user of a backend that knows IAM. */
  readonly masterUserName?: string;
}

export function loginOf({ rotatingSecret, iamLogin }: IBackend): BackendLogin {
  return { rotates: rotatingSecret !== undefined, masterUserName: iamLogin?.masterUserName };
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
  adds: [],
  problems: () => [],
  grant: (backend, application, isInjected) => {
    if (!isInjected || !backend.grantsCredentialsOnly) backend.grantAccess(application);
  },
  variables: ({ offered }) => ({ application: offered }),
};

/** `BackendAccess.secretAtRunTime`. */
export const SECRET_AT_RUN_TIME: AccessVariant = {
  restarts: false,
  requiredServices: [AwsService.SECRETS_MANAGER, AwsService.SSM],
  adds: ['SECRET_ARN'],
  problems: (prop, { rotates }) => contradiction(!rotates, {
    prop, must: 'be BackendAccess.injected for a backend without a secret that rotates',
    got: inWords('BackendAccess.secretAtRunTime'),
  }),
  grant: (backend, application, isInjected) => {
    grantSecretRead(backend.rotatingSecret!, application);
    INJECTED.grant(backend, application, isInjected);
  },
  variables: ({ prefix, offered, backend: { rotatingSecret }, parameter }) => ({
    application: withSecrets(withoutLogin(prefix, offered), {
      [`${prefix}_SECRET_ARN`]: parameter('SecretArns', prefix, rotatingSecret!.secretArn),
    }),
  }),
};

/** Roles that a database has from its start, or that no role may be called. */
const RESERVED_USER = /^(?:pg_.*|public|none|rds_.*|rds(?:admin|proxyadmin|repladmin|topmgr))$/;

/** `BackendAccess.iam`: a user of its own without a password, whom the migration makes as the master user. */
export function iamAccess(userName: string): AccessVariant {
  return {
    restarts: false,
    requiredServices: [AwsService.SSM],
    adds: ['IAM_AUTH', 'IAM_USER'],
    problems: (prop, { masterUserName }) => [
      ...contradiction(masterUserName === undefined, {
        prop, must: 'be BackendAccess.injected for a backend that knows passwords only',
        got: inWords('BackendAccess.iam'), advice: 'RDS Proxy is one: it logs in to the database with the secret',
      }),
      ...text(
        `${prop}.userName`, userName, /[a-z_][a-z0-9_]{0,62}/,
        'be 1 to 63 lower-case letters, digits and underscores, no digit first',
      ),
      ...contradiction(RESERVED_USER.test(userName), {
        prop: `${prop}.userName`, must: 'not be a name that PostgreSQL or RDS keeps for itself', got: userName,
      }),
      ...contradiction(userName === masterUserName, {
        prop: `${prop}.userName`, must: 'not be the master user', got: userName,
        advice: 'who may log in with IAM can no longer log in with a password, which the master user has to',
      }),
    ],
    grant: ({ iamLogin }, application) => void iamLogin!.grantConnect(application, userName),
    variables: ({ prefix, offered, parameter }) => {
      const user = parameter('IamLogin', userParameterId(prefix, userName), userName);
      return {
        application: withSecrets(withoutLogin(prefix, offered), {
          [`${prefix}_USER`]: user, [`${prefix}_IAM_AUTH`]: parameter('IamLogin', `${prefix}IamAuth`, 'true'),
        }),
        migration: withSecrets(offered, { [`${prefix}_IAM_USER`]: user }),
      };
    },
  };
}

/**
 * The name is part of the id, because running tasks keep the name that they were started with, while their right to
 * log in moves to another one at once: another parameter gives them another task definition, so new ones start.
 */
function userParameterId(prefix: string, userName: string): string {
  return isKnown(userName) ? `${prefix}User-${userName}` : `${prefix}User`;
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
