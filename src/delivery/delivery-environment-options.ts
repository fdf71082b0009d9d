import type { IService } from 'aws-cdk-lib/aws-ecs';

/** What is deployed to an environment. */
export interface DeliveryEnvironmentOptions {
  /**
   * Stacks of the environment as `cdk deploy` takes them: names, or patterns with `*` such as `Staging/*`. At least
   * one; letters, digits, `*`, `/`, `-`, `_` and `.`.
   */
  readonly stacks: string[];

  /**
   * Account that the stacks are deployed to, 12 digits.
   *
   * For another account than that of the roles, bootstrap it with `cdk bootstrap --trust`. Better, give each account
   * roles of its own: a `GitHubDelivery` in a stack of that account.
   *
   * @default - the account of the roles
   */
  readonly account?: string;

  /**
   * Regions that the stacks are deployed to, each of them bootstrapped.
   *
   * @default - the Region of the stack with the roles, because most apps have one Region
   */
  readonly regions?: string[];

  /**
   * Services on Amazon ECS that the role may also update without CloudFormation: to start their tasks again, or to run
   * an older task definition.
   *
   * @default - no service: everything else is changed by deployments
   */
  readonly services?: IService[];
}
