import type { Rule } from './facts';

const PULL = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html';
const RESOURCES = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html';
const START = ['stopped task', 'container', 'service event'] as const;

/** What keeps a task from starting: its image, its secrets, its logs. */
export const IMAGE_RULES: readonly Rule[] = [
  {
    id: 'architecture', from: [...START, 'log', 'image'], also: ['image'],
    when: new RegExp('does not contain descriptor matching platform|exec format error'
      + '|image operating system.*cannot be used|is built for .* and the task runs on', 'i'),
    cause: 'the image is built for another processor architecture than the task',
    next: 'build with "docker buildx build --platform linux/arm64" or "linux/amd64", or set the architecture of the '
      + 'task to that of the image',
    see: PULL,
  },
  {
    id: 'image-not-found', from: [...START, 'image'], also: ['image'],
    when: new RegExp('failed to resolve ref|manifest unknown|ImageNotFound|repository .* does not exist'
      + '|[^ ]+: not found|there is no (?:image|repository)', 'i'),
    cause: 'the image does not exist: its tag or digest was never pushed, or a lifecycle rule has deleted it',
    next: 'push the image, or name a tag that exists: "aws ecr describe-images --repository-name NAME"', see: PULL,
  },
  {
    id: 'image-forbidden', from: START, also: ['image'],
    when: new RegExp('(?:can\'t|cannot) pull the image\\. Check that the role has|pull access denied|403 Forbidden'
      + '|not authorized to perform: ecr:', 'i'),
    cause: 'the task may not pull the image, or its tag does not exist: the registry answers the same',
    next: 'look whether the tag exists, then whether the execution role may pull from the repository', see: PULL,
  },
  {
    id: 'docker-hub-limit', from: START, when: /toomanyrequests|reached your (?:unauthenticated )?pull rate limit/i,
    cause: 'Docker Hub allows no more downloads from this address now',
    next: 'keep the image in ECR, or put a pull-through cache in front of Docker Hub', see: PULL,
  },
  {
    id: 'disk-full', from: [...START, 'log'], when: /no space left on device|ENOSPC/i,
    cause: 'the disk of the task is full', next: 'give the task more ephemeral storage, or make the image smaller',
    see: PULL,
  },
  {
    id: 'secret-missing', from: START,
    when: /(?:retrieve|fetch) secret.*(?:ResourceNotFoundException|can't find the specified secret)/i,
    cause: 'a secret of the container does not exist in this account and Region',
    next: 'create the secret, or correct its name in the props of the container', see: RESOURCES,
  },
  {
    id: 'secret-forbidden', from: START,
    when: /(?:retrieve|fetch) secret.*(?:AccessDenied|not authorized)/i,
    cause: 'the task may not read a secret of the container',
    next: 'let the execution role read the secret, and decrypt with its KMS key', see: RESOURCES,
  },
  {
    id: 'secret-key', from: START, when: /secret.*(?:did not contain json key|invalid character)/i,
    cause: 'a secret is no JSON, or lacks the key that the container asks for',
    next: 'store the secret as JSON with that key, or refer to the secret as a whole', see: RESOURCES,
  },
  {
    id: 'parameter-missing', from: START, when: /invalid ssm parameters:?\s*([\w/.-]+)/i,
    cause: 'the parameter "$1" of Systems Manager does not exist in this account and Region',
    next: 'create it, or correct its name in the props of the container', see: RESOURCES,
  },
  {
    id: 'file-system', from: START, when: /EFS utils commands|mount\.nfs/i,
    cause: 'a file system of Amazon EFS cannot be mounted',
    next: 'let its security group take port 2049 from the tasks, and give it a mount target in each of their zones; '
      + 'an access point and its rights come next', see: RESOURCES,
  },
  {
    id: 'no-route', from: START, also: ['network'],
    when: new RegExp('connection issue between the task and|i/o timeout|dial tcp .*timeout|context deadline exceeded'
      + '|request canceled while waiting|pull command failed: panic', 'i'),
    cause: 'the task has no way to ECR, Secrets Manager or CloudWatch Logs',
    next: 'follow the route that the evidence names. In private subnets a task needs a NAT gateway, or endpoints for '
      + 'ecr.api, ecr.dkr, logs, secretsmanager and a gateway for S3, whose security group lets in port 443, with '
      + 'private DNS on; in public subnets it needs a public address',
    see: RESOURCES,
  },
  {
    id: 'log-group', from: START,
    when: /failed to validate logger args|failed to (?:create|initialize) .*(?:log|awslogs)/i,
    cause: 'the log group of the container cannot be written',
    next: 'create the log group, let the execution role create streams in it, and give the task a way to '
      + 'CloudWatch Logs', see: RESOURCES,
  },
  {
    id: 'pull-failed', from: START, when: /CannotPull\w*Error|CannotPullContainer/i,
    cause: 'the image cannot be pulled', next: 'the evidence says why; look at the image, the role and the network',
    see: PULL,
  },
];
