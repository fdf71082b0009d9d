import { Lazy, Names } from 'aws-cdk-lib';
import { CfnUser, CfnUserGroup } from 'aws-cdk-lib/aws-elasticache';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { removalOfParts, shareableSecret } from '../core';
import { METRICS_USER, readsStatistics } from './access-strings';
import { createPassword, type PasswordKeeping } from './passwords';
import { PASSWORD_FIELD } from './token-problems';

const ENGINE = 'valkey';
/** ElastiCache takes so many letters, digits and hyphens for the id of a user or a group. */
const LONGEST_ID = 40;
/** An id starts with a letter, and a path may start with a digit. */
const PREFIX = 'u-';
/** Everything, as with a token: `default` is whom clients are that name no user. */
const APPLICATIONS = { name: 'default', access: 'on ~* &* +@all' } as const;

/** What users are made with. */
export interface CacheUsersProps extends PasswordKeeping {
  /** Password of the applications, in the field `password`. */
  readonly secret: ISecret;
}

/**
 * Users of one cache, and the group by which the cache knows them.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export class CacheUsers extends Construct {
  /** Id of the group. */
  public readonly groupId: string;

  private readonly userIds: string[] = [];
  /** Keys of streams that monitoring may look at. */
  private readonly streams = new Set<string>();
  private metricsSecret?: ISecret;

  constructor(scope: Construct, id: string, private readonly props: CacheUsersProps) {
    super(scope, id);
    const applications = new Construct(this, 'Applications');
    this.addUser(applications, APPLICATIONS.name, APPLICATIONS.access, props.secret);
    const group = new CfnUserGroup(this, 'Group', {
      engine: ENGINE, userGroupId: idOf(this), userIds: Lazy.list({ produce: () => this.userIds }),
    });
    group.applyRemovalPolicy(removalOfParts(props.removalPolicy));
    this.groupId = group.ref;
  }

  /**
   * Log-in of monitoring, with `username` and `password`; one for all that ask.
   *
   * @param streams keys of streams that it measures
   */
  public metricsLogin(streams: readonly string[]): ISecret {
    for (const stream of streams) this.streams.add(stream);
    return this.metricsSecret ??= this.createMetricsLogin(new Construct(this, 'Metrics'));
  }

  private createMetricsLogin(scope: Construct): ISecret {
    const about = `Log-in of monitoring at ${this.node.scope!.node.path}`;
    const secret = createPassword(scope, 'Login', about, this.props, { username: METRICS_USER });
    const access = Lazy.string({ produce: () => readsStatistics([...this.streams].sort()) });
    this.addUser(scope, METRICS_USER, access, secret);
    return shareableSecret(scope, 'SharedLogin', secret);
  }

  private addUser(scope: Construct, userName: string, accessString: string, secret: ISecret): void {
    const user = new CfnUser(scope, 'User', {
      engine: ENGINE, userId: idOf(scope), userName, accessString,
      passwords: [secret.secretValueFromJson(PASSWORD_FIELD).unsafeUnwrap()],
    });
    user.applyRemovalPolicy(removalOfParts(this.props.removalPolicy));
    this.userIds.push(user.ref);
  }
}

/** Unique in the account and Region: CloudFormation makes up no such ids. */
function idOf(scope: Construct): string {
  return `${PREFIX}${Names.uniqueResourceName(scope, { maxLength: LONGEST_ID - PREFIX.length })}`.toLowerCase();
}
