import { Duration } from 'aws-cdk-lib';
import { Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct, type IDependable } from 'constructs';
import { encryptionKeyOf } from '../../core';
import { createAlarm, Severity, SignalGroup, SignalUnit, Threshold } from '../../signal';

/** As often as Alertmanager tells the topic that it lives. */
const PERIOD = Duration.minutes(5);
/** A task that is replaced is silent for a minute or two. */
const SILENT_PERIODS = 3;

/** A topic that hears of Prometheus every five minutes, and an alarm of CloudWatch on its silence. */
export class Heartbeat extends Construct {
  public readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { masterKey: encryptionKeyOf(this), enforceSSL: true });
  }

  /** Makes the alarm, once there is something to hear: made before, it would begin with a false one. */
  public listenAfter(program: IDependable): void {
    createAlarm(this, {
      id: 'Silence', title: 'Messages that Prometheus lives',
      metric: this.topic.metricNumberOfMessagesPublished({ period: PERIOD, statistic: Stats.SUM }),
      unit: SignalUnit.COUNT, group: SignalGroup.HEALTH,
      critical: Threshold.below(1, { periods: SILENT_PERIODS, missingData: TreatMissingData.BREACHING }),
      reason: 'Prometheus or Alertmanager is silent for 15 minutes, so nobody hears of what they watch. Look at the '
        + 'events of the service, then at its logs.',
    }, Severity.CRITICAL).node.addDependency(program);
  }
}
