import { ArnFormat, Aws, Stack, Token } from 'aws-cdk-lib';
import { AlarmState, CfnAlarm, CfnCompositeAlarm, ConcreteWidget, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { isSame, topStackOf } from '../../core';
import { COLUMNS, GRAPH } from '../panels';

/**
 * What one widget shows.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_remove_alarm_dashboard.html
 */
const MOST_ALARMS = 100;
const TILES_A_ROW = 4;
const MOST_ROWS = 6;

/** How a list of alarms is shown. */
export interface AlarmTilesOptions {
  readonly title: string;
  readonly arns: readonly string[];
  /** Only alarms in these states. */
  readonly states?: readonly AlarmState[];
  /** Rows that are seen without scrolling, if there are that many. */
  readonly mostRows?: number;
}

/** Alarms as tiles, the last one that changed first. */
class AlarmTiles extends ConcreteWidget {
  constructor(private readonly options: AlarmTilesOptions) {
    super(COLUMNS, 1 + Math.min(Math.ceil(options.arns.length / TILES_A_ROW), options.mostRows ?? MOST_ROWS));
  }

  // the CDK asks for any here.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  public toJson(): any[] {
    const { title, arns, states } = this.options;
    return [{
      type: 'alarm', width: this.width, height: this.height, x: this.x, y: this.y,
      properties: { title, alarms: arns, sortBy: 'stateUpdatedTimestamp', ...states && { states } },
    }];
  }
}

/** The metric of an alarm with its limit, as CloudWatch knows them: it follows the alarm, wherever that stands. */
class AlarmGraph extends ConcreteWidget {
  constructor(private readonly title: string, private readonly arn: string, private readonly region: string) {
    super(GRAPH.width, GRAPH.height);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  public toJson(): any[] {
    return [{
      type: 'metric', width: this.width, height: this.height, x: this.x, y: this.y,
      properties: {
        view: 'timeSeries', title: this.title, region: this.region, annotations: { alarms: [this.arn] },
        yAxis: { left: { min: 0 } },
      },
    }];
  }
}

/** Tiles for any number of alarms. */
export function alarmTiles({ title, arns, ...options }: AlarmTilesOptions): AlarmTiles[] {
  const parts = Math.ceil(arns.length / MOST_ALARMS);
  return Array.from({ length: parts }, (_, part) => new AlarmTiles({
    ...options, title: parts > 1 ? `${title} (${part + 1})` : title,
    arns: arns.slice(part * MOST_ALARMS, (part + 1) * MOST_ALARMS),
  }));
}

/** A graph of an alarm of another stack, without a reference to it. */
export function alarmGraph(title: string, arn: string, alarm: IAlarm): AlarmGraph {
  return new AlarmGraph(title, arn, Stack.of(alarm).region);
}

/**
 * The ARN by which a dashboard names an alarm: a reference inside of its stack, the fixed name elsewhere, so that a
 * nested stack needs no output for each of its alarms.
 *
 * Nothing for an alarm that cannot be named without a reference, or that stands in another account.
 */
export function arnFor(here: IConstruct, alarm: IAlarm): string | undefined {
  const [stack, there] = [Stack.of(here), Stack.of(alarm)];
  if (stack === there) return alarm.alarmArn;
  const resource = alarm.node.defaultChild;
  const name = resource instanceof CfnAlarm || resource instanceof CfnCompositeAlarm ? resource.alarmName : undefined;
  const isOtherAccount = isSame(stack.account, there.account) === false;
  if (name === undefined || Token.isUnresolved(name) || isOtherAccount) {
    return topStackOf(stack) === topStackOf(there) ? alarm.alarmArn : undefined;
  }
  return stack.formatArn({
    partition: Aws.PARTITION, service: 'cloudwatch', region: there.region, account: stack.account,
    resource: 'alarm', resourceName: name, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** The ARNs of those alarms that can be named, each once. */
export function arnsFor(here: IConstruct, alarms: readonly IAlarm[]): string[] {
  return [...new Set(alarms.map((alarm) => arnFor(here, alarm)).filter((arn) => arn !== undefined))];
}
