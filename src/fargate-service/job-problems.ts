import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  command, contradiction, injectedSecretProblems, inWords, integer, isSame, retentionProblems, stageProblems,
  variableProblems, type Problem,
} from '../core';
import { endpointProblems, fetchedSecrets, hasInternetEgress, otherRegionProblems } from '../network';
import { inherited } from '../workload';
import { imagePlaceProblems } from './problems';
import { servicesOf } from './required-services';
import type { ScheduledJobProps } from './scheduled-job-props';
import { definitionSizeProblems } from './task/definition-size';

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
const MOST_RETRIES = 185;

/** Something else in the place of the service, which every other rule looks into; the other kinds are told before. */
export function jobShapeProblems(props: ScheduledJobProps): Problem[] {
  return contradiction(props.service._parts === undefined, {
    prop: 'service', must: 'be a FargateService', got: inWords('something else'),
  });
}

/** Everything that is wrong with the props. */
export function jobProblems(scope: Construct, props: ScheduledJobProps): Problem[] {
  const { service, schedule, image } = props;
  const { vpc, image: serviceImage, environment, secrets, placed } = service._parts.props;
  const reached = placed.isPublic ? undefined : vpc;
  const called = servicesOf({ vpc, image: image ?? serviceImage, secrets: props.secrets }, false);
  return [
    ...placeProblems(scope, props),
    ...schedule._variant.problems('schedule'),
    ...command('command', props.command),
    ...image?._variant.problems('image') ?? [],
    ...imagePlaceProblems(scope, reached, [['image', image]]),
    ...imageProblems(props),
    ...variableProblems('', props),
    ...injectedSecretProblems(scope, '', props.secrets),
    ...props.size?._problems('size') ?? [],
    ...integer('retries', props.retries, { min: 0, max: MOST_RETRIES }),
    ...retentionProblems('logRetention', props.logRetention),
    ...reached ? endpointProblems('service', reached, called) : [],
    ...otherRegionProblems(scope, reached, fetchedSecrets('', props.secrets)),
    ...definitionSizeProblems(inherited({ environment, secrets }, props)),
  ];
}

/** EventBridge starts tasks in its own Region and account. */
function placeProblems(scope: Construct, { service }: ScheduledJobProps): Problem[] {
  const [here, there] = [Stack.of(scope), Stack.of(service)];
  const fields = [['Region', here.region, there.region], ['account', here.account, there.account]];
  const problems = fields.flatMap(([field, ours, theirs]) => contradiction(isSame(ours, theirs) === false, {
    prop: 'service', must: `be in the ${field} ${ours} of the stack`, got: inWords(`one in ${theirs}`),
    advice: 'make the job in the stack of its service',
  }));
  return problems.length > 0 ? problems : stageProblems(scope, 'service', service);
}

function imageProblems({ image, service }: ScheduledJobProps): Problem[] {
  const { vpc, placed } = service._parts.props;
  return [
    ...contradiction(image?._variant.isManaged === true, {
      prop: 'image', must: 'come from a repository that exists', got: inWords('ServiceImage.managedRepository'),
      advice: 'use ServiceImage.fromRepository',
    }),
    ...contradiction(image?._variant.isPublic === true && !placed.isPublic && !hasInternetEgress(vpc), {
      prop: 'image', must: 'come from a private ECR repository in a VPC without a way to the internet',
      got: inWords('one of a public registry'),
      advice: 'copy it to a repository of yours and use ServiceImage.fromRepository, or give the VPC a NAT gateway',
    }),
  ];
}
