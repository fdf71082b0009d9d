import { Duration, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret, ReplicaRegion } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import {
  contradiction, days, encryptionKeyOf, encryptionKeyProblems, identityOf, inWords, isKnown, isSame, partitionOf,
  relation, text, unique, whereaboutsOf, type Problem,
} from '../core';
import type {
  ExistingSecretOptions, GeneratedCredentialsOptions, ManagedCredentialsOptions,
} from './credentials-options';
import { ATTACHED, existingSecretProblems } from './existing-secret';
import { isReservedWord } from './reserved-words';

/** Names that PostgreSQL or RDS keeps for itself, and `postgres`, which every attacker tries first. */
const RESERVED_USERS: readonly string[] = [
  'admin', 'none', 'postgres', 'public', 'rds_ad', 'rds_iam', 'rds_password', 'rds_replication', 'rds_superuser',
  'rdsadmin', 'rdsproxyadmin', 'rdsrepladmin', 'rdstopmgr',
];
const DEFAULT_USER_NAME = 'dbowner';
const DEFAULT_ROTATION = Duration.days(30);
const MAX_ROTATION_DAYS = 1000;
const REGION = /[a-z]{2,3}(?:-[a-z]+)+-\d/;

/** What the variants of credentials differ in. */
export interface CredentialsVariant {
  readonly userName: string;
  readonly isManagedByRds: boolean;
  /** Time between two rotations; nothing where the library does not schedule them. */
  readonly rotateEvery?: Duration;
  /** Regions that get a copy of the secret; nothing where the library does not make the secret. */
  readonly replicaRegions?: readonly ReplicaRegion[];
  /** @param isRestored whether the user is that of a snapshot, whatever its name is */
  problems(prop: string, scope: Construct, isRestored: boolean): Problem[];
  /** @param databaseKey key that the user gave to the database, or that the profile asks for */
  bind(scope: Construct, databaseKey?: IKey): rds.Credentials;
}

/** RDS makes the password and keeps it. */
export class ManagedByRds implements CredentialsVariant {
  public readonly userName: string;
  public readonly isManagedByRds = true;

  constructor(private readonly options: ManagedCredentialsOptions) {
    this.userName = options.userName ?? DEFAULT_USER_NAME;
  }

  public problems(prop: string, scope: Construct, isRestored: boolean): Problem[] {
    return [
      ...userNameProblems(prop, this.userName, isRestored),
      ...encryptionKeyProblems(scope, `${prop}.encryptionKey`, this.options.encryptionKey),
    ];
  }

  public bind(_scope: Construct, databaseKey?: IKey): rds.Credentials {
    return rds.Credentials.fromUsername(this.userName, { encryptionKey: this.options.encryptionKey ?? databaseKey });
  }
}

/** CloudFormation makes the password, and a hosted function rotates it. */
export class Generated implements CredentialsVariant {
  public readonly userName: string;
  public readonly isManagedByRds = false;
  public readonly rotateEvery: Duration;
  public readonly replicaRegions: readonly ReplicaRegion[];

  constructor(private readonly options: GeneratedCredentialsOptions) {
    this.userName = options.userName ?? DEFAULT_USER_NAME;
    this.rotateEvery = options.rotateEvery ?? DEFAULT_ROTATION;
    this.replicaRegions = options.replicaRegions ?? [];
  }

  public problems(prop: string, scope: Construct, isRestored: boolean): Problem[] {
    return [
      ...userNameProblems(prop, this.userName, isRestored),
      ...encryptionKeyProblems(scope, `${prop}.encryptionKey`, this.options.encryptionKey),
      ...days(`${prop}.rotateEvery`, this.rotateEvery, { min: 1, max: MAX_ROTATION_DAYS }),
      ...replicaRegionProblems(`${prop}.replicaRegions`, scope, this.replicaRegions),
    ];
  }

  public bind(scope: Construct, databaseKey?: IKey): rds.Credentials {
    return rds.Credentials.fromGeneratedSecret(this.userName, {
      replicaRegions: this.options.replicaRegions,
      encryptionKey: this.options.encryptionKey ?? databaseKey ?? encryptionKeyOf(scope),
    });
  }
}

/** The user has made a secret, and rotates it. */
export class FromSecret implements CredentialsVariant {
  public readonly userName: string;
  public readonly isManagedByRds = false;

  constructor(private readonly secret: ISecret, options: ExistingSecretOptions) {
    this.userName = options.userName;
  }

  public problems(prop: string, scope: Construct, isRestored: boolean): Problem[] {
    return [
      ...userNameProblems(prop, this.userName, isRestored),
      ...existingSecretProblems(prop, scope, this.secret, this.userName),
    ];
  }

  public bind(scope: Construct): rds.Credentials {
    ATTACHED.take(scope, identityOf(this.secret, this.secret.secretArn));
    return rds.Credentials.fromSecret(this.secret, this.userName);
  }
}

/** Secrets Manager makes one copy in each other Region. */
function replicaRegionProblems(prop: string, scope: Construct, replicas: readonly ReplicaRegion[]): Problem[] {
  const { region: own } = Stack.of(scope);
  return [
    ...replicas.flatMap(({ region, encryptionKey }, i) => [
      ...contradiction(region === undefined, { prop: `${prop}[${i}].region`, must: 'be given', got: region }),
      ...text(`${prop}[${i}].region`, region, REGION, 'be a Region such as "eu-central-1"'),
      ...contradiction(isKnown(region) && region === own, {
        prop: `${prop}[${i}].region`, must: 'be another Region than that of the stack', got: region,
        advice: 'the secret itself is there',
      }),
      ...contradiction(isSame(partitionOf(region), partitionOf(own)) === false, {
        prop: `${prop}[${i}].region`, must: `be a Region of the partition ${partitionOf(own)}`, got: region,
        advice: 'nothing is copied from one partition of AWS to another',
      }),
      ...contradiction(
        encryptionKey !== undefined
        && isSame(whereaboutsOf(encryptionKey, encryptionKey.keyArn).region, region) === false, {
          prop: `${prop}[${i}].encryptionKey`, must: `be in the Region ${region}`,
          got: inWords(encryptionKey?.node.path ?? ''), advice: 'a copy is encrypted where it is',
        },
      ),
    ]),
    ...unique(prop, replicas.map(({ region }) => region)),
  ];
}

function userNameProblems(prop: string, userName: string, isRestored: boolean): Problem[] {
  return [
    ...text(
      `${prop}.userName`, userName, /[A-Za-z][A-Za-z0-9_]{0,62}/,
      'be 1 to 63 letters, digits and underscores, a letter first',
    ),
    ...relation(
      {
        prop: `${prop}.userName`, must: 'not be a word that PostgreSQL or RDS reserves', got: userName,
        advice: `for example "${DEFAULT_USER_NAME}"`,
      },
      [userName], () => isRestored || !isReservedUser(String(userName)),
    ),
  ];
}

function isReservedUser(name: string): boolean {
  return RESERVED_USERS.includes(name.toLowerCase()) || isReservedWord(name) || /^pg_/i.test(name);
}
