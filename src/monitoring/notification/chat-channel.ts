import { Aws, Lazy, Names, ReferenceStrength, Stack, Stage } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnTopic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  contradiction, inWords, isKnown, OFFERS, rejectProblems, relation, warnIfNotOffered, type Problem,
} from '../../core';
import { neededTopicProblems } from './needed-topics';

/** What both chat applications ask for. */
export interface ChatSettings {
  readonly configurationName: string;
  readonly iamRoleArn: string;
  readonly snsTopicArns: string[];
  readonly guardrailPolicies: string[];
  readonly loggingLevel: string;
}

/** AWS keeps names up to this length. */
const LONGEST_NAME = 128;

/**
 * One channel of a chat application, which listens to the topics of many stacks.
 *
 * Nobody can run a command from it that changes anything: its role has no rights, and its guardrail lets nobody do more
 * than read CloudWatch. AWS would take AdministratorAccess for the guardrail.
 */
export class ChatChannel extends Construct {
  private readonly topics = new Map<string, ITopic>();

  constructor(scope: Construct, id: string, render: (scope: Construct, settings: ChatSettings) => unknown) {
    super(scope, id);
    warnIfNotOffered(this, OFFERS.chat);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
      description: 'Writes to a channel of a chat application; may do nothing else',
    });
    render(this, {
      configurationName: Names.uniqueResourceName(this, { maxLength: LONGEST_NAME, separator: '-' }),
      iamRoleArn: role.roleArn,
      snsTopicArns: Lazy.list({ produce: () => this.topicArns() }, { omitEmpty: true }),
      guardrailPolicies: [`arn:${Aws.PARTITION}:iam::aws:policy/CloudWatchReadOnlyAccess`],
      loggingLevel: 'ERROR',
    });
  }

  /** Adds a topic; a second time it changes nothing. */
  public listenTo(topic: ITopic): void {
    rejectProblems(this, 'Notification', [
      ...this.problemsOf(Stack.of(topic)), ...neededTopicProblems(this, topic),
    ]);
    this.topics.set(topic.node.path, topic);
  }

  /** What would make CloudFormation, or the CDK, refuse a reference to a topic in that stack. */
  private problemsOf(there: Stack): Problem[] {
    const here = Stack.of(this);
    const advice = `make a second Monitoring there, for example in ${there.node.path}`;
    return [
      ...contradiction(Stage.of(here) !== Stage.of(there), {
        prop: 'notifications', must: 'have a chat channel in the stage of the subjects only',
        got: inWords(`subjects in ${there.node.path}`), advice,
      }),
      ...relation(
        {
          prop: 'notifications', must: 'have a chat channel in the account of the subjects only',
          got: inWords(`subjects in account ${there.account}`), advice,
        },
        [here.account, there.account], () => here.account === there.account,
      ),
      ...contradiction(!isKnown(here.region) && isKnown(there.region), {
        prop: 'notifications', must: 'have a chat channel in a stack with "env"',
        got: inWords(`no Region, and subjects in ${there.region}`), advice: `give "env" to ${here.node.path}`,
      }),
      ...contradiction(isKnown(here.region) && !isKnown(there.region), {
        prop: 'notifications', must: 'have a chat channel for subjects in stacks with "env" only',
        got: inWords(`${there.node.path}, which has no Region`), advice: `give "env" to ${there.node.path}`,
      }),
    ];
  }

  private topicArns(): string[] {
    return [...this.topics.keys()].sort().map((path) => this.arnOf(this.topics.get(path)!));
  }

  /** A topic of another stack is not held there by an export. */
  private arnOf(topic: ITopic): string {
    const resource = topic.node.defaultChild;
    return resource instanceof CfnTopic && Stack.of(topic) !== Stack.of(this)
      ? Stack.consumeReference(resource.ref, ReferenceStrength.WEAK)
      : topic.topicArn;
  }
}
