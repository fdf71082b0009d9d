import { Connections, Port } from 'aws-cdk-lib/aws-ec2';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  grantAliasUse, otherAccountProblems, placeProblems, rejectOtherKinds, rejectProblems, whereaboutsOf,
  type Problem,
} from '../core';
import { AwsService } from '../network';
import { API_PORT } from './api-port';
import type { IBackend } from './backend';
import { prefixProblems } from './connect-problems';
import { injectedSetting } from './injected-setting';

/** A topic of Amazon SNS. */
export interface TopicBackendProps {
  /** The topic, made in this app or imported; rejected if it is known to be in another Region. */
  readonly topic: ITopic;

  /**
   * First part of the name of the environment variable: letters, digits and "_" that do not begin with a digit.
   *
   * @default 'TOPIC'
   */
  readonly environmentPrefix?: string;
}

const PREFIX = 'TOPIC';

/**
 * A topic that services publish to. The application gets its ARN as `<prefix>_ARN`, and the right to publish.
 *
 * @example
 * const events = new TopicBackend(this, 'Events', { topic: new sns.Topic(this, 'Topic') });
 * shop.connectTo(events, { environmentPrefix: 'EVENTS' });
 */
export class TopicBackend extends Construct implements IBackend {
  /** Prefix of the environment variable when the service names none. */
  public readonly defaultEnvironmentPrefix: string;
  /** Port of Amazon SNS. */
  public readonly backendPort = API_PORT;
  /** Empty: no security group guards a topic, the rights of a role do. */
  public readonly connections = new Connections({ defaultPort: Port.tcp(API_PORT) });
  /** Amazon SNS. */
  public readonly requiredServices = [AwsService.SNS];

  constructor(scope: Construct, id: string, private readonly props: TopicBackendProps) {
    super(scope, id);
    rejectOtherKinds(this, 'TopicBackend', props);
    rejectProblems(this, 'TopicBackend', this.problems());
    this.defaultEnvironmentPrefix = props.environmentPrefix ?? PREFIX;
  }

  /** Nothing: the ARN comes through `secretsFor`, because container environments show in the task definition. */
  public environmentFor(_prefix: string): { [name: string]: string } {
    return {};
  }

  /**
   * `<prefix>_ARN`.
   *
   * @param prefix first part of the name
   */
  public secretsFor(prefix: string): { [name: string]: Secret } {
    const id = this.props.topic.fifo ? 'FifoArn' : 'Arn';
    return { [`${prefix}_ARN`]: injectedSetting(this, id, this.props.topic.topicArn) };
  }

  /**
   * Lets an identity publish messages.
   *
   * @param grantee the role of the application
   */
  public grantAccess(grantee: IGrantable): Grant {
    const { topic } = this.props;
    grantAliasUse(this, topic.masterKey, grantee, 'sns', ['kms:Decrypt', 'kms:GenerateDataKey*']);
    return topic.grantPublish(grantee);
  }

  private problems(): Problem[] {
    const { topic, environmentPrefix } = this.props;
    return [
      ...placeProblems(this, {
        prop: 'topic', thing: topic, is: whereaboutsOf(topic, topic.topicArn),
        advice: 'applications call Amazon SNS in their own Region',
      }),
      ...otherAccountProblems(this, 'topic', topic),
      ...prefixProblems(environmentPrefix),
    ];
  }
}
