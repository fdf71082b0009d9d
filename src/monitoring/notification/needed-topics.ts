import type { Stack } from 'aws-cdk-lib';
import { CfnTopic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, Mark, topStackOf, type Problem } from '../../core';

/** A topic of each other stack that a stack needs. */
const NEEDED = new Mark<Map<Stack, ITopic>>('monitoring.needed-topics');

/**
 * Notes that the stack of a construct needs a topic, and says when the stack of the topic needs this one already:
 * CloudFormation could deploy neither of the two first.
 */
export function neededTopicProblems(construct: IConstruct, topic: ITopic): Problem[] {
  const [here, there] = [topStackOf(construct), topStackOf(topic)];
  if (here === there || !(topic.node.defaultChild instanceof CfnTopic)) return [];
  const needed = NEEDED.get(here) ?? new Map<Stack, ITopic>();
  NEEDED.set(here, needed.set(there, topic));
  const back = NEEDED.get(there)?.get(here);
  return contradiction(back !== undefined, {
    prop: 'notifications', must: 'leave two stacks an order in which they can be deployed',
    got: inWords(`${topic.node.path}, which ${here.node.path} needs, and ${back?.node.path}, which `
      + `${there.node.path} needs`),
    advice: 'make your own topic in a stack without a chat channel',
  });
}
