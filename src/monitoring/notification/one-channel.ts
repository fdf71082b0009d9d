import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { contradiction, inWords, isKnown, Mark, rejectProblems, topStackOf } from '../../core';
import type { ChatChannel } from './chat-channel';

/** The configurations of the channels of an app, by account and channel. */
const CHANNELS = new Mark<Map<string, ChatChannel>>('monitoring.chat-channels');

/**
 * The configuration of a channel, made once for each stack. AWS takes one for each channel of an account and refuses a
 * second one at deployment, so a second stack with the same channel is a problem.
 *
 * @param create gets a text that no other channel of the stack has
 */
export function oneForEachChannel(
  scope: Construct, application: string, channelId: string, create: (key: string) => ChatChannel,
): ChatChannel {
  const channels = CHANNELS.get(scope.node.root) ?? new Map<string, ChatChannel>();
  CHANNELS.set(scope.node.root, channels);
  const key = `${application} ${keyOf(scope, channelId)}`;
  const first = channels.get(key);
  const [here, before] = [scope, first ?? scope].map((construct) => topStackOf(construct));
  rejectProblems(scope, 'Notification', contradiction(before !== here, {
    prop: 'notifications', must: 'name a chat channel in one stack of an account only',
    got: inWords(`${application} ${channelId} in ${here.node.path}, and before in ${before.node.path}`),
    advice: 'AWS takes one configuration for each channel; watch the subjects of both from one MonitoringStack',
  }));
  const one = first ?? create(key);
  channels.set(key, one);
  return one;
}

/** The channel in its account. Stacks of a stage that leave their account open are of the same one. */
function keyOf(scope: Construct, channelId: string): string {
  const stack = topStackOf(scope);
  if (!isKnown(channelId)) return `${stack.node.addr} ${JSON.stringify(stack.resolve(channelId))}`;
  return `${isKnown(stack.account) ? stack.account : Stage.of(scope)?.node.path ?? ''} ${channelId}`;
}
