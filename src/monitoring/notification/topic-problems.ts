import { Stack } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, relation, type Problem } from '../../core';

const NAMES = { region: 'Region', account: 'account' };

/**
 * Why neither CloudWatch nor EventBridge could publish to a topic of the user's.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function topicProblems(prop: string, topic: ITopic, subject: IConstruct): Problem[] {
  const [there, here] = [topic.env, Stack.of(subject)];
  return [
    ...(['region', 'account'] as const).flatMap((place) => relation(
      {
        prop, must: `have topics in the ${NAMES[place]} of the subject (${here[place]})`,
        got: inWords(`${topic.node.path} in ${there[place]}`), advice: `make a Monitoring for each ${NAMES[place]}`,
      },
      [there[place], here[place]], () => there[place] === here[place],
    )),
    ...contradiction(topic.fifo, {
      prop, must: 'have standard topics', got: inWords(`the FIFO topic ${topic.node.path}`),
    }),
  ];
}
