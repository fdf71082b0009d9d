import type { CfnReplicationGroupProps } from 'aws-cdk-lib/aws-elasticache';
import type { Construct } from 'constructs';
import { CacheUsers, type CacheUsersProps } from './cache-users';
import { PASSWORD_FIELD } from './token-problems';

/** A log-in as it stands in a cache. */
export interface BoundLogin {
  /** What the nodes are told. */
  readonly nodes: Pick<CfnReplicationGroupProps, 'authToken' | 'userGroupIds'>;
  /** Users beside that of the applications, where the cache knows users. */
  readonly users?: CacheUsers;
}

/** What the ways to log in differ in. */
export interface CacheLoginVariant {
  bind(scope: Construct, props: CacheUsersProps): BoundLogin;
}

/** One token. */
export const EVERYBODY_WITH_TOKEN: CacheLoginVariant = {
  bind: (_scope, { secret }) => ({ nodes: { authToken: secret.secretValueFromJson(PASSWORD_FIELD).unsafeUnwrap() } }),
};

/** Users with rights of their own. */
export const USERS_OF_CACHE: CacheLoginVariant = {
  bind: (scope, props) => {
    const users = new CacheUsers(scope, 'Users', props);
    return { nodes: { userGroupIds: [users.groupId] }, users };
  },
};
