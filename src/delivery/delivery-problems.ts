import type { Construct } from 'constructs';
import { contradiction, inWords, known, placeProblems, text, unique, whereaboutsOf, type Problem } from '../core';
import type { EnvironmentVariant } from './delivery-environment-variant';
import type { GitHubDeliveryProps } from './git-hub-delivery-props';
import type { ResolvedDelivery } from './resolved-delivery';
import { environmentTrust, MAX_TRUST_SIZE, trustSize } from './trust';

/** What git and GitHub allow, without the signs that mean something in patterns of GitHub. */
const BRANCH = /(?!refs\/)(?!.*(?:\/\/|\.\.|\.lock(?:\/|$)|\/\.|[/.]$))[A-Za-z0-9][A-Za-z0-9._/-]{0,199}/;
/** Their outputs are called as those of environments with these names would be. */
const OTHER_ROLES = ['build', 'pullrequest'];
const FILE = /[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.ya?ml/;

/** What GitHub or IAM would reject, or what would admit others. */
export function deliveryProblems(scope: Construct, props: GitHubDeliveryProps, resolved: ResolvedDelivery): Problem[] {
  const { repository, environments, images, pullRequests, provider } = resolved;
  const { branch, workflowFiles = [] } = props;
  return [
    ...repository.problems('repository'),
    ...contradiction(environments.length === 0, {
      prop: 'environments', must: 'have at least one entry', got: environments,
    }),
    ...environments.flatMap((environment, i) => environmentProblems(scope, `environments[${i}]`, environment)),
    ...unique('environments', environments.map(({ name }) => name), plain),
    ...known('branch', branch),
    ...text('branch', branch, BRANCH, 'be a branch with letters, digits, "/", "-", "_" and "."'),
    ...images.flatMap((image, i) => image.problems(`images[${i}]`, scope)),
    ...unique('images', images.map(({ name }) => name), plain),
    ...provider.problems('identityProvider', scope),
    ...pullRequests.problems('pullRequests', environments),
    ...contradiction(props.workflowFiles?.length === 0, {
      prop: 'workflowFiles', must: 'have at least one entry', got: props.workflowFiles,
    }),
    ...workflowFiles.flatMap((file, i) => [
      ...known(`workflowFiles[${i}]`, file),
      ...text(`workflowFiles[${i}]`, file, FILE, 'be the name of a file such as delivery.yml, without a folder'),
    ]),
    ...unique('workflowFiles', workflowFiles),
    ...environments.flatMap(({ name }, i) => sizeProblems(`environments[${i}]`, name, resolved)),
  ];
}

/** Names of any length are allowed, but not all of them together. */
function sizeProblems(prop: string, environment: string, resolved: ResolvedDelivery): Problem[] {
  const { repository } = resolved;
  const size = trustSize({ repository, ...environmentTrust(environment, resolved) });
  return contradiction(size > MAX_TRUST_SIZE, {
    prop, must: `have a trust policy of at most ${MAX_TRUST_SIZE} characters`, got: inWords(`about ${size}`),
    advice: 'use fewer "workflowFiles", or shorter names',
  });
}

function environmentProblems(scope: Construct, prop: string, environment: EnvironmentVariant): Problem[] {
  return [
    ...environment.problems(prop),
    ...contradiction(OTHER_ROLES.includes(plain(environment.name)), {
      prop: `${prop}.name`, must: 'not be that of another role, "build" or "pull-request"', got: environment.name,
    }),
    ...(environment.options.services ?? []).flatMap((service, i) => placeProblems(scope, {
      prop: `${prop}.services[${i}]`, thing: service, sameAccount: true,
      is: { account: whereaboutsOf(service, service.serviceArn).account },
      advice: 'a role updates services of its own account',
    })),
  ];
}

/** GitHub does not tell names by capital letters, and outputs and variables have no signs. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
