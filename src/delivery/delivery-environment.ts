import type { Grant, IRole } from 'aws-cdk-lib/aws-iam';
import { choiceProblems, guardFactories, rejectOtherArguments, rejectProblems } from '../core';
import { assumeBootstrapRoles, DEPLOYING } from './bootstrap-roles';
import type { DeliveryEnvironmentOptions } from './delivery-environment-options';
import { EnvironmentVariant } from './delivery-environment-variant';

/**
 * An environment that a pipeline deploys to: its stacks, and who may deploy them.
 *
 * On GitHub it is an environment of the repository with the same name. Limit that to the branch that is deployed, and
 * give it reviewers where somebody has to approve.
 *
 * @see https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 *
 * @example
 * const production = DeliveryEnvironment.of('production', { stacks: ['Production/*'] });
 */
export class DeliveryEnvironment {
  /**
   * An environment.
   *
   * @param name as on GitHub: 1 to 64 letters, digits, "-", "_" and ".", and known at synthesis
   * @param options stacks, and where they are deployed to
   */
  public static of(name: string, options: DeliveryEnvironmentOptions): DeliveryEnvironment {
    return new DeliveryEnvironment(new EnvironmentVariant(name, options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: EnvironmentVariant,
  ) {}

  /**
   * Lets a role of yours deploy the environment, and nothing else: for pipelines other than GitHub's.
   *
   * @param role whoever deploys, for example the role of a project of CodeBuild
   */
  public grantDeploy(role: IRole): Grant {
    rejectOtherArguments(undefined, 'DeliveryEnvironment.grantDeploy', 'role:IRole', [role]);
    const misuse = choiceProblems('environment', this, 'DeliveryEnvironment');
    rejectProblems(role, 'DeliveryEnvironment.grantDeploy',
      misuse.length > 0 ? misuse : this._variant.problems('environment'));
    return assumeBootstrapRoles(role, role, DEPLOYING, [this._variant]);
  }
}

guardFactories(DeliveryEnvironment);
