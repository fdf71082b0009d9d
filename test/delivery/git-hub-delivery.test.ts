import { App, CfnParameter, DefaultStackSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { FargateService as EcsService } from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  DeliveredImage, DeliveryEnvironment, GitHubDelivery, GitHubIdentityProvider, GitHubRepository, ImageRepository,
  PullRequestAccess, type DeliveryEnvironmentOptions, type GitHubDeliveryProps,
} from '../../src';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const IDS = { ownerId: '9919', repositoryId: '1296269' };
const SHOP = GitHubRepository.withIds('acme', 'shop', IDS);
const STAGING = DeliveryEnvironment.of('staging', { stacks: ['Staging/*'] });
const PRODUCTION = DeliveryEnvironment.of('production', { stacks: ['Production/*'] });

function stackOf(props: StackProps = { env: ENV }): Stack {
  return new Stack(new App(), 'Stack', props);
}

function delivery(stack: Stack, props: Partial<GitHubDeliveryProps> = {}, id = 'Delivery'): GitHubDelivery {
  return new GitHubDelivery(stack, id, { repository: SHOP, environments: [STAGING, PRODUCTION], ...props });
}

/** Statements of the managed policies of a role, with resolved ARNs as text. */
function rightsOf(stack: Stack, role: string): { Action: string | string[]; Resource: unknown }[] {
  return Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
    .filter(([id]) => id.startsWith(role)).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

function arnsIn(resource: unknown): string[] {
  return (Array.isArray(resource) ? resource : [resource]).map((arn: { 'Fn::Join': [string, unknown[]] }) =>
    arn['Fn::Join'][1].map((part) => typeof part === 'string' ? part : '<>').join(''));
}

describe('the role of an environment', () => {
  test('takes the roles of the bootstrap stack, each by its ARN, and not that of CloudFormation', () => {
    const stack = stackOf();
    delivery(stack);

    const [statement, ...others] = rightsOf(stack, 'DeliveryEnvironmentsproduction');
    expect(others).toEqual([]);
    expect(statement.Action).toBe('sts:AssumeRole');
    expect(arnsIn(statement.Resource)).toEqual(
      ['deploy', 'file-publishing', 'image-publishing', 'lookup'].map((role) =>
        `arn:<>:iam::111122223333:role/cdk-hnb659fds-${role}-role-111122223333-eu-west-1`));
  });

  test('takes those of its own account and Regions, under the qualifier of the stack', () => {
    const stack = stackOf({ env: ENV, synthesizer: new DefaultStackSynthesizer({ qualifier: 'team' }) });
    const options = { stacks: ['Shop'], account: '444455556666', regions: ['eu-west-1', 'us-east-1'] };
    delivery(stack, { environments: [DeliveryEnvironment.of('production', options)] });

    const arns = arnsIn(rightsOf(stack, 'DeliveryEnvironmentsproduction')[0].Resource);
    expect(arns).toHaveLength(8);
    const own = /iam::444455556666:role\/cdk-team-[a-z-]+-444455556666-(eu-west-1|us-east-1)$/;
    expect(arns.filter((arn) => !own.test(arn))).toEqual([]);
  });

  test('has more policies where one would be too large', () => {
    const stack = stackOf();
    const regions = Array.from({ length: 30 }, (_, i) => `${String.fromCharCode(97 + i % 26)}x-west-${i % 9}`);
    delivery(stack, { environments: [DeliveryEnvironment.of('production', { stacks: ['Shop'], regions })] });

    const sizes = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
      .filter(([id]) => id.startsWith('DeliveryEnvironmentsproduction'))
      .map(([, { Properties }]) => arnsIn(Properties.PolicyDocument.Statement[0].Resource).join('","').length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(6000);
  });

  test('names account and Region at deployment where the stack does not know them', () => {
    const stack = stackOf({});
    delivery(stack);

    expect(arnsIn(rightsOf(stack, 'DeliveryEnvironmentsstaging')[0].Resource)[0])
      .toBe('arn:<>:iam::<>:role/cdk-hnb659fds-deploy-role-<>-<>');
  });

  test('may update the services that are named, and no others', () => {
    const stack = stackOf();
    const arn = 'arn:aws:ecs:eu-west-1:111122223333:service/web/shop';
    const services = [EcsService.fromFargateServiceArn(stack, 'Shop', arn)];
    delivery(stack, { environments: [DeliveryEnvironment.of('staging', { stacks: ['Staging'], services })] });

    expect(rightsOf(stack, 'DeliveryEnvironmentsstaging')[1]).toMatchObject({
      Action: ['ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:UpdateService'], Resource: arn,
    });
  });

  test('has logins that outlive the slowest databases', () => {
    const stack = stackOf();
    delivery(stack);

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      Description: 'Deploys production (acme/shop)', MaxSessionDuration: 7200,
    });
  });

  test('is found by its name, and another name is an error', () => {
    const stack = stackOf();
    const roles = delivery(stack);

    expect(roles.deployRole('staging').roleArn).not.toBe(roles.deployRole('production').roleArn);
    expect(() => roles.deployRole('constructor')).toThrow(
      'Stack/Delivery (GitHubDelivery.deployRole) has an invalid prop:\n'
      + '  "environment" must be one of staging, production, got "constructor"');
  });
});

describe('the role that builds', () => {
  test('is missing without images', () => {
    const stack = stackOf();

    expect(delivery(stack).buildRole).toBeUndefined();
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 3);
  });

  test('pushes to the repositories of the images, and cannot deploy', () => {
    const stack = stackOf();
    const { repository } = new ImageRepository(stack, 'Images');
    delivery(stack, { images: [DeliveredImage.of('shop', { repository })] });

    const statements = rightsOf(stack, 'DeliveryBuild');
    expect(statements.map(({ Resource }) => Resource)).toEqual([
      { 'Fn::GetAtt': [Object.keys(Template.fromStack(stack).findResources('AWS::ECR::Repository'))[0], 'Arn'] }, '*',
    ]);
    expect(statements[0].Action).toEqual(expect.arrayContaining(['ecr:PutImage', 'ecr:DescribeImageScanFindings']));
    expect(statements[0].Action).not.toEqual(expect.arrayContaining([expect.stringMatching(/Delete|Policy|\*/)]));
    expect(statements[1].Action).toBe('ecr:GetAuthorizationToken');
  });
});

describe('the role of pull requests', () => {
  test('reads the first environment', () => {
    const stack = stackOf();
    delivery(stack);

    const statements = rightsOf(stack, 'DeliveryPullRequest');
    expect(statements).toHaveLength(1);
    expect(arnsIn(statements[0].Resource)).toEqual([
      'arn:<>:iam::111122223333:role/cdk-hnb659fds-lookup-role-111122223333-eu-west-1',
    ]);
  });

  test('reads the environments that are named', () => {
    const stack = stackOf();
    const abroad = DeliveryEnvironment.of('abroad', { stacks: ['Abroad'], account: '444455556666' });
    delivery(stack, {
      environments: [STAGING, abroad], pullRequests: PullRequestAccess.diff({ environments: ['abroad'] }),
    });

    expect(arnsIn(rightsOf(stack, 'DeliveryPullRequest')[0].Resource)).toEqual([
      'arn:<>:iam::444455556666:role/cdk-hnb659fds-lookup-role-444455556666-eu-west-1',
    ]);
  });
});

describe('of several deliveries in one app', () => {
  const ids = ['First', 'Second'] as const;
  const pair = (...props: readonly [Partial<GitHubDeliveryProps>?, Partial<GitHubDeliveryProps>?]) => {
    const app = new App();
    return ids.map((id, i) => delivery(new Stack(app, id, { env: ENV }), props[i]).pullRequestRole !== undefined);
  };

  test('only the first has a role for pull requests, because workflows use one', () => {
    expect(pair()).toEqual([true, false]);
    expect(pair({ pullRequests: PullRequestAccess.none() })).toEqual([false, false]);
  });

  test('another one has it too if it is asked for, or if it is for another repository', () => {
    expect(pair({}, { pullRequests: PullRequestAccess.diff() })).toEqual([true, true]);
    expect(pair({}, { repository: GitHubRepository.named('acme', 'api') })).toEqual([true, true]);
  });
});

describe('the identity provider', () => {
  test('is the one of the account', () => {
    const stack = stackOf();
    delivery(stack);
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::IAM::OIDCProvider', 0);
    template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [Match.objectLike({
      Principal: { Federated: { 'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
      ]] } },
    })] } });
  });

  test('is made once for an account, and stays', () => {
    const stack = stackOf();
    delivery(stack, { identityProvider: GitHubIdentityProvider.created() });

    Template.fromStack(stack).hasResource('AWS::IAM::OIDCProvider', {
      Properties: { Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['sts.amazonaws.com'] },
      DeletionPolicy: 'Retain',
    });
    expect(() => delivery(stack, { identityProvider: GitHubIdentityProvider.created() }, 'Second')).toThrow(
      '"identityProvider" must make the only provider of its account, got a second one: Stack/Delivery makes one, so '
      + 'use GitHubIdentityProvider.existing()');
  });

  test('is made once for each account', () => {
    const app = new App();
    for (const account of ['111122223333', '444455556666']) {
      delivery(new Stack(app, `Stack${account}`, { env: { ...ENV, account } }), {
        identityProvider: GitHubIdentityProvider.created(),
      });
    }

    expect(app.synth().stacks).toHaveLength(2);
  });
});

test('the outputs name everything that the variables of the repository need', () => {
  const stack = stackOf();
  const repository = Repository.fromRepositoryName(stack, 'Images', 'shop');
  delivery(stack, {
    environments: [STAGING, DeliveryEnvironment.of('production-eu.west_1', { stacks: ['Shop'] })],
    images: [DeliveredImage.of('web-shop', { repository })],
  }).exportOutputs('Shop');

  expect(Object.keys(Template.fromStack(stack).findOutputs('*'))).toEqual([
    'ShopPullRequestRoleArn', 'ShopBuildRoleArn', 'ShopStagingRoleArn', 'ShopProductionEuWest1RoleArn',
    'ShopWebShopRepositoryUri',
  ]);
});

test('a role of another pipeline can be given the same rights', () => {
  const stack = stackOf();
  const role = new Role(stack, 'Pipeline', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') });
  PRODUCTION.grantDeploy(role);

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [Match.objectLike({ Action: 'sts:AssumeRole', Resource: Match.arrayWith([
      { 'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' },
        ':iam::111122223333:role/cdk-hnb659fds-deploy-role-111122223333-eu-west-1',
      ]] },
    ]) })] },
    Roles: [{ Ref: Match.stringLikeRegexp('^Pipeline') }],
  });
  expect(() => DeliveryEnvironment.of('*', { stacks: ['Shop'] }).grantDeploy(role)).toThrow('"environment.name" must');
  expect(() => PRODUCTION.grantDeploy(undefined as never)).toThrow('"role" must be');
});

const environment = (options: Partial<DeliveryEnvironmentOptions> = {}, name = 'staging') =>
  ({ environments: [DeliveryEnvironment.of(name, { stacks: ['Shop'], ...options })] });
const image = (name: string, directory?: string) => (stack: Stack) => ({
  images: [DeliveredImage.of(name, { repository: Repository.fromRepositoryName(stack, 'Images', 'shop'), directory })],
});
type Given = Partial<GitHubDeliveryProps> | ((stack: Stack) => Partial<GitHubDeliveryProps>);

function make(given: Given): void {
  const stack = stackOf();
  delivery(stack, typeof given === 'function' ? given(stack) : given);
}

describe('rejects', () => {
  test.each<[name: string, given: Given, message: string]>([
    ['a pattern as owner', { repository: GitHubRepository.named('acme*', 'shop') },
      '"repository.owner" must have 1 to 39 letters, digits, "-" and "_", got "acme*": a pattern would admit others'],
    ['a repository with its owner', { repository: GitHubRepository.named('acme', 'acme/shop') },
      '"repository.name" must'],
    ['a folder as repository', { repository: GitHubRepository.named('acme', '..') }, '"repository.name" must'],
    ['an owner of 40 letters', { repository: GitHubRepository.named('a'.repeat(40), 'shop') },
      '"repository.owner" must'],
    ['a pattern as number', { repository: GitHubRepository.withIds('acme', 'shop', { ...IDS, ownerId: '*' }) },
      '"repository.ids.ownerId" must be the number of the owner, in digits, got "*"'],
    ['a number with a zero before it',
      { repository: GitHubRepository.withIds('acme', 'shop', { ...IDS, repositoryId: '0123' }) },
      '"repository.ids.repositoryId" must be the number of the repository'],
    ['a pattern in the subject', { repository: GitHubRepository.withSubjectPrefix('acme', 'shop', 'repo:acme/*') },
      '"repository.subjectPrefix" must'],
    ['a subject that ends with a colon', { repository: GitHubRepository.withSubjectPrefix('acme', 'shop', 'repo:') },
      '"repository.subjectPrefix" must'],
    ['an owner that is known later', (stack) => ({
      repository: GitHubRepository.named(new CfnParameter(stack, 'Owner').valueAsString, 'shop'),
    }), '"repository.owner" must be known at synthesis'],
    ['no environment', { environments: [] }, '"environments" must have at least one entry, got []'],
    ['two environments of one name', { environments: [STAGING, ...environment({}, 'Staging').environments] },
      '"environments[1]" must differ from "environments[0]", got "Staging"'],
    ['two environments with the same output', { environments: [
      ...environment({}, 'eu-1').environments, ...environment({}, 'eu.1').environments,
    ] }, '"environments[1]" must differ from "environments[0]"'],
    ['a pattern as environment', environment({}, 'prod*'), '"environments[0].name" must have 1 to 64 letters'],
    ['an environment named as the role that builds', environment({}, 'Build'),
      '"environments[0].name" must not be that of another role, "build" or "pull-request", got "Build"'],
    ['an environment named as the role of pull requests', environment({}, 'pull-request'),
      '"environments[0].name" must not be that of another role'],
    ['a colon in an environment', environment({}, 'a:b'), '"environments[0].name" must'],
    ['no stacks', environment({ stacks: [] }), '"environments[0].stacks" must have at least one entry'],
    ['a command as stack', environment({ stacks: ['$(id)'] }), '"environments[0].stacks[0]" must have letters'],
    ['an option as stack', environment({ stacks: ['--all'] }), '"environments[0].stacks[0]" must'],
    ['a quote in a stack', environment({ stacks: ["a'b"] }), '"environments[0].stacks[0]" must'],
    ['an account of 11 digits', environment({ account: '11112222333' }),
      '"environments[0].account" must have 12 digits'],
    ['a pattern as account', environment({ account: '*' }), '"environments[0].account" must have 12 digits'],
    ['a zone as Region', environment({ regions: ['eu-west-1a'] }), '"environments[0].regions[0]" must be a Region'],
    ['a pattern as Region', environment({ regions: ['*'] }), '"environments[0].regions[0]" must be a Region'],
    ['a Region twice', environment({ regions: ['eu-west-1', 'eu-west-1'] }),
      '"environments[0].regions[1]" must differ from "environments[0].regions[0]"'],
    ['a list of no Region', environment({ regions: [] }), '"environments[0].regions" must have at least one entry'],
    ['a pattern as branch', { branch: 'release/*' }, '"branch" must be a branch with letters'],
    ['a branch that ends with a slash', { branch: 'release/' }, '"branch" must'],
    ['a branch with two dots', { branch: 'a..b' }, '"branch" must'],
    ['a branch that git takes for a lock', { branch: 'main.lock' }, '"branch" must'],
    ['a branch with the name of its reference', { branch: 'refs/heads/main' }, '"branch" must'],
    ['no branch', { branch: '' }, '"branch" must'],
    ['an image with capital letters', image('Shop'), '"images[0].name" must have 1 to 40 small letters'],
    ['an image that ends with "-"', image('shop-'), '"images[0].name" must'],
    ['a folder above the repository', image('shop', '../shop'), '"images[0].directory" must be a folder'],
    ['an absolute folder', image('shop', '/shop'), '"images[0].directory" must be a folder'],
    ['a command as folder', image('shop', 'shop; id'), '"images[0].directory" must be a folder'],
    ['no workflow file', { workflowFiles: [] }, '"workflowFiles" must have at least one entry'],
    ['a pattern as file', { workflowFiles: ['*.yml'] }, '"workflowFiles[0]" must be the name of a file'],
    ['a path as file', { workflowFiles: ['.github/workflows/delivery.yml'] }, '"workflowFiles[0]" must'],
    ['a file twice', { workflowFiles: ['a.yml', 'a.yml'] }, '"workflowFiles[1]" must differ from "workflowFiles[0]"'],
    ['a preview of what is not there', { pullRequests: PullRequestAccess.diff({ environments: ['test'] }) },
      '"pullRequests.environments[0]" must be one of staging, production, got "test"'],
    ['a preview of nothing', { pullRequests: PullRequestAccess.diff({ environments: [] }) },
      '"pullRequests.environments" must have at least one entry'],
    ['a pattern as workflow', { pullRequests: PullRequestAccess.diff({ workflow: '*' }) },
      '"pullRequests.workflow" must have 1 to 100 letters'],
    ['a trust policy that IAM would not take', {
      branch: 'b'.repeat(200), workflowFiles: ['a', 'b', 'c', 'd', 'e'].map((file) => `${file.repeat(90)}.yml`),
    }, '"environments[0]" must have a trust policy of at most 2048 characters, got about'],
    ['a service of another account', (stack) => environment({ services: [EcsService.fromFargateServiceArn(
      stack, 'Shop', 'arn:aws:ecs:eu-west-1:444455556666:service/web/shop',
    )] }), '"environments[0].services[0]" must be in the account 111122223333 of the stack, got one in 444455556666'],
  ])('%s', (_, given, message) => {
    expect(() => make(given)).toThrow(`Stack/Delivery (GitHubDelivery) has`);
    expect(() => make(given)).toThrow(message);
  });

  test('everything at once, before anything is made', () => {
    const stack = stackOf();

    expect(() => delivery(stack, { branch: '*', environments: [], workflowFiles: [] }))
      .toThrow('Stack/Delivery (GitHubDelivery) has 3 invalid props:');
    expect(stack.node.findChild('Delivery').node.children).toEqual([]);
  });
});

describe('takes', () => {
  test.each<[name: string, given: Given]>([
    ['an owner of an enterprise', { repository: GitHubRepository.named('jane_acme', 'shop') }],
    ['names of one letter', { repository: GitHubRepository.named('a', 'b') }],
    ['an owner of 39 and a repository of 100 letters',
      { repository: GitHubRepository.withIds('a'.repeat(39), 'b'.repeat(100), IDS) }],
    ['a repository that begins with a dot', { repository: GitHubRepository.named('acme', '.github') }],
    ['a subject by number', { repository: GitHubRepository.withSubjectPrefix('acme', 'shop', 'repository_id:1') }],
    ['one environment of 64 letters', environment({}, 'e'.repeat(64))],
    ['every stack', environment({ stacks: ['*'] })],
    ['every stack of a stage in a stage', environment({ stacks: ['Eu/Production/**', 'Eu-Base'] })],
    ['a Region of the government', environment({ regions: ['us-gov-west-1'] })],
    ['a Region of China', environment({ regions: ['cn-northwest-1'] })],
    ['an account that is known later', (stack) =>
      environment({ account: new CfnParameter(stack, 'Account').valueAsString })],
    ['a branch with slashes, dots and signs', { branch: 'release/2026.11_a-b' }],
    ['the repository itself as folder', image('shop', '.')],
    ['an image of one letter', image('a', 'services/a.b/c')],
    ['a file with the other ending', { workflowFiles: ['deploy.yaml'] }],
    ['a preview of every environment',
      { pullRequests: PullRequestAccess.diff({ environments: ['staging', 'production'] }) }],
    ['two images in one repository', (stack) => {
      const repository = Repository.fromRepositoryName(stack, 'Images', 'shop');
      return { images: ['a', 'b'].map((name) => DeliveredImage.of(name, { repository })) };
    }],
  ])('%s', (_, given) => {
    expect(() => make(given)).not.toThrow();
  });

  test('a repository with a key of its own, which the role may use through Amazon ECR alone', () => {
    const stack = stackOf();
    const { repository } = new ImageRepository(stack, 'Images', { encryptionKey: new Key(stack, 'Key') });
    delivery(stack, { images: [DeliveredImage.of('shop', { repository })] });

    expect(JSON.stringify(rightsOf(stack, 'DeliveryBuild'))).not.toContain('kms:');
  });
});
