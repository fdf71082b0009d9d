// R-DEL-2: nobody takes a role who should not, by any token that GitHub gives to anybody.
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository as Images } from 'aws-cdk-lib/aws-ecr';
import {
  DeliveredImage, DeliveryEnvironment, GitHubDelivery, GitHubRepository, PullRequestAccess,
  type GitHubDeliveryProps,
} from '../../src';
import { tokensOf, type Job, type Repository } from '../support/github';
import { admits, type TrustStatement } from '../support/iam';

const ISSUER = 'token.actions.githubusercontent.com';
const SHOP: Repository = { owner: 'acme', name: 'shop', ids: ['9919', '1296269'] };
const REPOSITORIES: readonly Repository[] = [
  SHOP,
  { owner: 'mallory', name: 'shop', ids: ['666', '667'] },
  { owner: 'acme', name: 'shop-evil', ids: ['9919', '668'] },
  { owner: 'acme-evil', name: 'shop', ids: ['669', '670'] },
  { owner: 'Acme', name: 'Shop', ids: ['671', '672'] },
  // somebody who took the name of an owner that was deleted.
  { owner: 'acme', name: 'shop', ids: ['673', '674'] },
];
const UNIVERSE = {
  event: ['push', 'workflow_dispatch', 'schedule', 'pull_request', 'pull_request_target'],
  branch: ['main', 'Main', 'main2', 'feature', 'refs/heads/main'],
  environment: [undefined, 'staging', 'production', 'Production', 'production2', 'x:environment:production'],
  file: ['delivery.yml', 'rollback.yml', 'pull-request.yml', 'evil.yml'],
  workflow: ['Pull request', 'Evil'],
  audience: ['sts.amazonaws.com', 'https://github.com/acme'],
  hasNumbers: [false, true],
} as const;

/** Every job that there can be: each repository with each value of each field. */
function jobsOf(repositories: readonly Repository[] = REPOSITORIES): Job[] {
  return Object.entries(UNIVERSE).reduce<object[]>((jobs, [field, values]) =>
    jobs.flatMap((job) => values.map((value) => ({ ...job, [field]: value }))),
  repositories.map((repository) => ({ repository }))) as Job[];
}

type Role = 'pullRequest' | 'build' | 'staging' | 'production';

/** The trust policies of a delivery, by what the role is for. */
function rolesOf(props: Partial<GitHubDeliveryProps> = {}): { [role in Role]?: TrustStatement[] } {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  new GitHubDelivery(stack, 'Delivery', {
    repository: GitHubRepository.withIds('acme', 'shop', { ownerId: '9919', repositoryId: '1296269' }),
    environments: ['staging', 'production'].map((name) => DeliveryEnvironment.of(name, { stacks: [`${name}/*`] })),
    images: [DeliveredImage.of('shop', { repository: Images.fromRepositoryName(stack, 'Images', 'shop') })],
    ...props,
  });
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  return Object.fromEntries(roles.map(({ Metadata, Properties }) => {
    const { role, environments } = Metadata['cdk-elastic-web:delivery'];
    return [role === 'deploy' ? environments[0] : role, Properties.AssumeRolePolicyDocument.Statement];
  }));
}

/** The jobs that a role admits by any of their tokens. */
function admitted(statements: readonly TrustStatement[], jobs: readonly Job[]): Job[] {
  return jobs.filter((job) => tokensOf(job).some((claims) => admits(statements, ISSUER, claims)));
}

const isPullRequest = ({ event }: Job) => event === 'pull_request' || event === 'pull_request_target';
const DEPLOYS = ['delivery.yml', 'rollback.yml'];

describe('of all tokens of GitHub', () => {
  const jobs = jobsOf();
  const roles = rolesOf();
  const ours = (job: Job) => job.repository === SHOP && job.audience === 'sts.amazonaws.com';
  const onMain = (job: Job) => ours(job) && job.branch === 'main' && job.event !== 'pull_request'
    && DEPLOYS.includes(job.file);

  test('there are many, of every kind', () => {
    expect(jobs.length).toBe(6 * 5 * 5 * 6 * 4 * 2 * 2 * 2);
  });

  test.each(['staging', 'production'] as const)('%s admits those of its environment on its branch', (name) => {
    expect(admitted(roles[name]!, jobs)).toEqual(jobs.filter((job) => onMain(job) && job.environment === name));
  });

  test('the role that builds admits those of the branch without an environment', () => {
    expect(admitted(roles.build!, jobs)).toEqual(jobs.filter((job) => onMain(job) && job.environment === undefined));
  });

  test('the role that reads admits those of pull requests of one workflow', () => {
    expect(admitted(roles.pullRequest!, jobs)).toEqual(jobs.filter((job) =>
      ours(job) && isPullRequest(job) && job.environment === undefined && job.workflow === 'Pull request'));
  });

  // a fork gets tokens in its own name, whatever it pretends to be.
  test('none of a fork is admitted by any role, whatever event, branch, environment and file it has', () => {
    const forks = jobsOf(REPOSITORIES.filter((repository) => repository !== SHOP));

    expect(Object.values(roles).flatMap((statements) => admitted(statements, forks))).toEqual([]);
  });

  test('none of a pull request is admitted by a role that can change something', () => {
    const pullRequests = jobs.filter(({ event }) => event === 'pull_request');
    const changing = [roles.build!, roles.staging!, roles.production!];

    expect(changing.flatMap((statements) => admitted(statements, pullRequests))).toEqual([]);
  });

  test('none of a workflow for pull requests of forks is admitted, if its name and file are its own', () => {
    const targets = jobs.filter(({ event, file, workflow }) =>
      event === 'pull_request_target' && file === 'evil.yml' && workflow === 'Evil');

    expect(Object.values(roles).flatMap((statements) => admitted(statements, targets))).toEqual([]);
  });
});

test('a token without a claim is admitted by nobody', () => {
  const roles = rolesOf();
  const job: Job = {
    repository: SHOP, event: 'push', branch: 'main', environment: 'production', file: 'delivery.yml',
    workflow: 'Delivery', audience: 'sts.amazonaws.com', hasNumbers: true,
  };
  const [token] = tokensOf(job);
  const asked = ['aud', 'sub', 'ref', 'environment', 'repository_id', 'job_workflow_ref'];

  expect(admits(roles.production!, ISSUER, token)).toBe(true);
  expect(asked.filter((claim) => admits(roles.production!, ISSUER, { ...token, [claim]: undefined }))).toEqual([]);
});

describe('another choice', () => {
  const jobs = jobsOf();

  test('of a repository by its names admits subjects without numbers alone', () => {
    const found = admitted(rolesOf({ repository: GitHubRepository.named('acme', 'shop') }).production!, jobs);

    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ hasNumbers, repository: { owner, name } }) =>
      hasNumbers || owner !== 'acme' || name !== 'shop')).toEqual([]);
  });

  test('of what the subject begins with admits nothing else', () => {
    const repository = GitHubRepository.withSubjectPrefix('acme', 'shop', 'repository_id:1296269');
    const { production } = rolesOf({ repository });
    const [token] = tokensOf({
      repository: SHOP, event: 'push', branch: 'main', environment: 'production', file: 'delivery.yml',
      workflow: 'Delivery', audience: 'sts.amazonaws.com', hasNumbers: false,
    });

    expect(admitted(production!, jobs)).toEqual([]);
    expect(admits(production!, ISSUER, { ...token, sub: 'repository_id:1296269:environment:production' })).toBe(true);
  });

  test('of branch and files admits those alone', () => {
    const found = admitted(rolesOf({ branch: 'feature', workflowFiles: ['evil.yml'] }).production!, jobs);

    expect(new Set(found.map(({ branch, file }) => `${branch} ${file}`))).toEqual(new Set(['feature evil.yml']));
  });

  test('of no access leaves pull requests without a role', () => {
    expect(Object.keys(rolesOf({ pullRequests: PullRequestAccess.none() }))).toEqual([
      'build', 'staging', 'production',
    ]);
  });
});
