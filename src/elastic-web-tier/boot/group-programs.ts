import { HOME, program } from './programs';
import { quote, type BootFile } from './script';

/** Names of a group's lifecycle hooks. They have to be unique in their group only. */
export const HOOKS = { launching: 'Launch', terminating: 'Drain' };

/**
 * Tells the Auto Scaling group how a lifecycle hook ended. The program asks for the name of the group, because the
 * group is made after the user data.
 */
export function lifecycleProgram(region: string): BootFile {
  return program('lifecycle', [
    `export AWS_DEFAULT_REGION=${quote(region)}`,
    `instance=$(${HOME}/metadata instance-id)`,
    'group=$(aws autoscaling describe-auto-scaling-instances --instance-ids "$instance" \\',
    "  --query 'AutoScalingInstances[0].AutoScalingGroupName' --output text)",
    'aws autoscaling complete-lifecycle-action --auto-scaling-group-name "$group" --instance-id "$instance" \\',
    '  --lifecycle-hook-name "$1" --lifecycle-action-result "$2"',
  ]);
}

/**
 * Ends the application in order when the group takes the instance away: the load balancer drains the instance, then the
 * application gets SIGTERM.
 *
 * @param drainSeconds how long the load balancer drains an instance
 */
export function drainProgram(drainSeconds: string): BootFile {
  return program('drain', [
    `until [ "$(${HOME}/metadata autoscaling/target-lifecycle-state)" = Terminated ]; do sleep 5; done`,
    `sleep ${drainSeconds}`,
    'systemctl stop web-refresh.timer web.service',
    '# the agent sends what the application said last.',
    'sleep 10',
    `${HOME}/lifecycle ${HOOKS.terminating} CONTINUE`,
  ]);
}
