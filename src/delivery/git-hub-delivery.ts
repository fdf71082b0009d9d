import { Duration, Stack } from 'aws-cdk-lib';
import { Grant, type CfnRole, type IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  acknowledge, LeastPrivilegeRole, oneOf, rejectOtherArguments, rejectOtherKinds, rejectProblems, writeOutputs,
} from '../core';
import { assumeBootstrapRoles, DEPLOYING, READING } from './bootstrap-roles';
import type { EnvironmentVariant } from './delivery-environment-variant';
import { deliveryProblems } from './delivery-problems';
import { record, type DeliveryRecord } from './delivery-record';
import type { GitHubDeliveryProps } from './git-hub-delivery-props';
import { noteDelivery, resolveDelivery, type ResolvedDelivery } from './resolved-delivery';
import { branchClaims, environmentTrust, refOf, trusted, type Trusted } from './trust';

/** Databases and distributions take up to an hour to make, and the login must outlive them. */
const DEPLOY_SESSION = Duration.hours(2);
const SERVICE_ACTIONS = ['ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:UpdateService'];

/**
 * Roles by which workflows of GitHub deploy, without keys that last: one for each environment, one that builds images,
 * and one by which pull requests see what they would change.
 *
 * A role accepts a token only if repository, branch, environment and workflow file are exactly those that you name. It
 * may take the roles of the bootstrap stack, each by its ARN, push to the repositories of the images and update the
 * services that you name. Whoever may deploy has the power of CloudFormation's role of the bootstrap stack: let
 * reviewers guard the environment of production.
 *
 * `npx cdk-elastic-web workflow` writes the workflow files for it.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 *
 * @example
 * const images = new ImageRepository(this, 'Images');
 * const delivery = new GitHubDelivery(this, 'Delivery', {
 *   repository: GitHubRepository.withIds('acme', 'shop', { ownerId: '9919', repositoryId: '1296269' }),
 *   environments: [
 *     DeliveryEnvironment.of('staging', { stacks: ['Staging'] }),
 *     DeliveryEnvironment.of('production', { stacks: ['Production'] }),
 *   ],
 *   images: [DeliveredImage.of('shop', { repository: images.repository })],
 * });
 * delivery.exportOutputs();
 */
export class GitHubDelivery extends Construct {
  /** Builds and pushes images. Nothing without `images`. */
  public readonly buildRole?: IRole;
  /**
   * Compares pull requests with what is deployed. Nothing with `PullRequestAccess.none()`, and by default in every
   * delivery of a repository after the first of the app.
   */
  public readonly pullRequestRole?: IRole;

  private readonly resolved: ResolvedDelivery;
  private readonly deployRoles: { readonly [environment: string]: IRole };
  private readonly providerArn: string;

  constructor(scope: Construct, id: string, props: GitHubDeliveryProps) {
    super(scope, id);
    rejectOtherKinds(this, 'GitHubDelivery', props);
    this.resolved = resolveDelivery(this, props);
    rejectProblems(this, 'GitHubDelivery', deliveryProblems(this, props, this.resolved));
    noteDelivery(this, this.resolved);

    this.providerArn = this.resolved.provider.bind(this);
    this.pullRequestRole = this.createPullRequestRole();
    this.buildRole = this.createBuildRole();
    this.deployRoles = this.createDeployRoles();
  }

  /**
   * The role that deploys an environment.
   *
   * @param environment name of the environment; another name is an error
   */
  public deployRole(environment: string): IRole {
    rejectOtherArguments(this, 'GitHubDelivery.deployRole', 'environment:string', [environment]);
    rejectProblems(this, 'GitHubDelivery.deployRole',
      oneOf('environment', environment, Object.keys(this.deployRoles)));
    return this.deployRoles[environment];
  }

  /**
   * Writes the stack outputs that the variables of the repository need: `<prefix>PullRequestRoleArn`,
   * `<prefix>BuildRoleArn`, `<prefix><Environment>RoleArn` and `<prefix><Image>RepositoryUri`.
   *
   * @param prefix first part of each name; the id of the construct by default
   */
  public exportOutputs(prefix: string = this.node.id): void {
    const { images } = this.resolved;
    writeOutputs(this, prefix, {
      ...this.pullRequestRole && { PullRequestRoleArn: this.pullRequestRole.roleArn },
      ...this.buildRole && { BuildRoleArn: this.buildRole.roleArn },
      ...Object.fromEntries(Object.entries(this.deployRoles).map(([name, { roleArn }]) =>
        [`${inPascalCase(name)}RoleArn`, roleArn])),
      ...Object.fromEntries(images.map(({ name, repositoryUri }) =>
        [`${inPascalCase(name)}RepositoryUri`, repositoryUri])),
    });
  }

  private createPullRequestRole(): IRole | undefined {
    const { environments, pullRequests } = this.resolved;
    const { workflow } = pullRequests;
    if (workflow === undefined) return undefined;
    const previewed = pullRequests.previewed(environments);
    const role = this.createRole(this, 'PullRequest', 'Compares pull requests with what is deployed', {
      context: 'pull_request', claims: { workflow },
    });
    assumeBootstrapRoles(this, role, READING, previewed);
    this.note(role, { role: 'pullRequest', environments: previewed, workflow });
    return role;
  }

  private createBuildRole(): IRole | undefined {
    const { images, branch } = this.resolved;
    if (images.length === 0) return undefined;
    const role = this.createRole(this, 'Build', 'Builds and pushes images', {
      context: `ref:${refOf(branch)}`, claims: branchClaims(this.resolved),
    });
    for (const image of images) image.grantPush(role);
    acknowledge(role, 'registryLogin');
    this.note(role, { role: 'build', environments: [] });
    return role;
  }

  private createDeployRoles(): { [environment: string]: IRole } {
    const parent = new Construct(this, 'Environments');
    return Object.fromEntries(this.resolved.environments.map((environment) =>
      [environment.name, this.createDeployRole(parent, environment)]));
  }

  private createDeployRole(parent: Construct, environment: EnvironmentVariant): IRole {
    const { name, options: { services = [] } } = environment;
    const role = this.createRole(parent, name, `Deploys ${name}`, environmentTrust(name, this.resolved));
    (role.node.defaultChild as CfnRole).maxSessionDuration = DEPLOY_SESSION.toSeconds();
    assumeBootstrapRoles(this, role, DEPLOYING, [environment]);
    for (const { serviceArn } of services) {
      Grant.addToPrincipal({ grantee: role, actions: SERVICE_ACTIONS, resourceArns: [serviceArn] });
    }
    this.note(role, { role: 'deploy', environments: [environment] });
    return role;
  }

  private createRole(
    parent: Construct, id: string, description: string, trust: Omit<Trusted, 'repository'>,
  ): LeastPrivilegeRole {
    const { repository } = this.resolved;
    return new LeastPrivilegeRole(parent, id, {
      assumedBy: trusted(this.providerArn, { repository, ...trust }),
      description: `${description} (${repository.path})`,
    });
  }

  private note(
    role: LeastPrivilegeRole,
    { environments, ...purpose }: Pick<DeliveryRecord, 'role' | 'workflow'> & {
      readonly environments: readonly EnvironmentVariant[];
    },
  ): void {
    const { branch, images, files } = this.resolved;
    record(role, {
      ...purpose, branch, files, environments: environments.map(({ name }) => name),
      stacks: environments.flatMap(({ options }) => options.stacks),
      region: environments[0]?.options.regions?.[0] ?? Stack.of(this).region,
      images: images.map(({ name, directory }) => ({ name, directory })),
    });
  }
}

function inPascalCase(name: string): string {
  return name.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
