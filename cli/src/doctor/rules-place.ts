import type { Rule } from './facts';

const EVENTS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html';
const GROUP = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html';

/** What keeps AWS from giving a task or an instance a place. */
export const PLACE_RULES: readonly Rule[] = [
  {
    id: 'network-interface', from: ['stopped task', 'service event'],
    when: /Timeout waiting for network interface provisioning|not enough free addresses|InsufficientFreeAddresses/i,
    cause: 'the task got no network interface: the subnet may have no free addresses',
    next: 'look at the free addresses of the subnets; ECS tries again by itself', see: EVENTS,
  },
  {
    id: 'quota', from: ['service event', 'stopped task', 'group', 'stack event'], also: ['quota'],
    when: /reached the limit on the number of|above your limit|vCPU limit|LimitExceeded|quota/i,
    cause: 'a quota of the account is used up',
    next: 'ask for more in Service Quotas (Fargate: "On-Demand vCPU resource count"), or run fewer tasks', see: EVENTS,
  },
  {
    id: 'capacity', from: ['service event', 'stopped task'],
    when: /Capacity is unavailable at this time|RESOURCE:FARGATE|SpotInterruption/i,
    cause: 'AWS has no free capacity of this kind in these zones now',
    next: 'add subnets in other zones, or put on-demand Fargate beside Spot', see: EVENTS,
  },
  {
    id: 'instance-capacity', from: ['group'], when: /InsufficientInstanceCapacity|don't have sufficient .* capacity/i,
    cause: 'AWS has no free instances of this type in this zone now',
    next: 'allow more instance types and zones', see: GROUP,
  },
  {
    id: 'key-grant', from: ['group'], when: /Client\.InternalError|InvalidKmsKey|KMS key/i,
    cause: 'the group may not use the KMS key of its volumes',
    next: 'grant the key to the service-linked role of Auto Scaling', see: GROUP,
  },
  {
    id: 'zone', from: ['service event'], when: /unable to place a task.*Reason: Internal error/i,
    cause: 'the subnets are in a zone that Fargate does not offer', next: 'choose subnets in other zones', see: EVENTS,
  },
  {
    id: 'no-instances', from: ['service event'],
    when: /No Container Instances were found|no container instance met all|encountered error "AGENT"/i,
    cause: 'no instance of the cluster can take the task',
    next: 'look at the group of the cluster, the agent on its instances, and whether a task fits on one', see: EVENTS,
  },
  {
    id: 'role-changed', from: ['service event', 'stopped task'],
    when: /(?:IAM permissions policies|trust relationship|unable to assume (?:the )?role)/i,
    cause: 'a role of the service was changed or deleted outside of the stack',
    next: 'find the change with "cdk drift", then deploy again', see: EVENTS,
  },
  {
    id: 'throttled', from: ['service event'], when: /operations are being throttled/i,
    cause: 'ECS is being throttled in this account', next: 'wait; space deployments out', see: EVENTS,
  },
  {
    id: 'protected-tasks', from: ['service event'], when: /protected tasks are more than/i,
    cause: 'more tasks are protected from scale-in than the service may keep',
    next: 'wait until the tasks have done their work, or end their protection', see: EVENTS,
  },
  {
    id: 'percentages', from: ['service event'], when: /because of the service deployment configuration/i,
    cause: 'the deployment may neither stop an old task nor start a new one',
    next: 'allow more than 100 percent, or less than 100 percent of the tasks during a deployment', see: EVENTS,
  },
  {
    id: 'host-gone', from: ['stopped task'], when: /Host EC2 \(instance/i,
    cause: 'the instance under the task has stopped', next: 'look at the activities of its group', see: EVENTS,
  },
  {
    id: 'group-launch', from: ['group'], when: /^Failed/i, cause: 'the group cannot launch an instance',
    next: 'the evidence says why; look at the launch template, the image and the role', see: GROUP,
  },
];
