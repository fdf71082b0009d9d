import {
  AlarmRule, AlarmState, CfnAlarm, CfnCompositeAlarm, CompositeAlarm, type IAlarm,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import { contradiction, inWords, isKnown, rejectProblems } from '../../core';
import { Severity } from '../../signal';
import type { Recipients } from '../notification';
import { nameInStack } from '../subjects';
import { muteOutside, type BusinessHours } from './business-hours';
import { healthDescription } from './description';
import type { MemberAlarm } from './metric-alarms';

/** The alarms that page for a subject, the worst first. */
export type HealthAlarms = { readonly [severity in Severity]?: CompositeAlarm };

/** What the alarms of a subject are put together with. */
export interface HealthOptions {
  /** Name of the subject. */
  readonly name: string;
  readonly runbooks?: string;
  readonly recipients: (severity: Severity) => Recipients;
  /** Raised while the stack is deployed, if alarms are to be quiet then. */
  readonly deployment?: IAlarm;
  readonly warningHours?: BusinessHours;
}

const IDS: Readonly<Record<Severity, string>> = { [Severity.CRITICAL]: 'Critical', [Severity.WARNING]: 'Warning' };
const MOST_CHILDREN = 70;
const LONGEST_RULE = 10_240;
/** What a rule needs for an alarm besides its name: the longest start of an ARN, `ALARM("")` and ` OR `. */
const AROUND_NAME = 80;
const LONGEST_NAME = 255;
/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
const MOST_ACTIONS = 5;

/**
 * One alarm for each severity that pages once, whatever number of alarms below it are raised.
 *
 * The one for warnings is quiet while the critical one is raised: nobody is told the same thing twice.
 */
export function healthAlarms(parent: Construct, alarms: readonly MemberAlarm[], options: HealthOptions): HealthAlarms {
  const critical = healthAlarm(parent, Severity.CRITICAL, alarms, options, options.deployment);
  const warning = healthAlarm(parent, Severity.WARNING, alarms, options, quietWhile(parent, critical, options));
  if (warning && options.warningHours) muteOutside(warning, options.warningHours, warning);
  return { ...critical && { [Severity.CRITICAL]: critical }, ...warning && { [Severity.WARNING]: warning } };
}

function healthAlarm(
  parent: Construct, severity: Severity, all: readonly MemberAlarm[], options: HealthOptions,
  actionsSuppressor: IAlarm | undefined,
): CompositeAlarm | undefined {
  const alarms = all.filter((one) => one.severity === severity);
  if (alarms.length === 0) return undefined;
  const subject = parent.node.scope!;
  const { topics, onAlarm, onOk } = options.recipients(severity);
  rejectProblems(subject as IConstruct, 'Monitoring', contradiction(onAlarm.length > MOST_ACTIONS, {
    prop: 'notifications', must: `need at most ${MOST_ACTIONS} actions of an alarm`,
    got: inWords(`${onAlarm.length} for ${severity} alarms, ${topics.length} of them topics`),
    advice: 'all mails and URLs of one severity share an action; subscribe one topic to the others',
  }));
  const health = new CompositeAlarm(parent, IDS[severity], {
    compositeAlarmName: nameInStack(parent, options.name, IDS[severity]),
    alarmDescription: healthDescription(alarms.map(({ title }) => title), { ...options, severity }),
    alarmRule: anyOf(parent, IDS[severity], alarms.map(({ alarm }) => alarm)),
    actionsSuppressor,
  });
  health.addAlarmAction(...onAlarm);
  health.addOkAction(...onOk);
  return health;
}

/** A rule over many alarms is split, because it has a largest length. */
function anyOf(parent: Construct, id: string, alarms: readonly IAlarm[]): ReturnType<typeof AlarmRule.anyOf> {
  const most = mostIn(alarms);
  if (alarms.length <= most) {
    return AlarmRule.anyOf(...alarms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM)));
  }
  const parts = new Construct(parent, `${id}Parts`);
  const count = Math.ceil(alarms.length / most);
  return anyOf(parts, 'More', Array.from({ length: count }, (_, part) => new CompositeAlarm(parts, `Part${part + 1}`, {
    alarmDescription: `Part ${part + 1} of ${count}; it does nothing itself.`,
    alarmRule: anyOf(parts, '', alarms.slice(part * most, (part + 1) * most)),
  })));
}

/** How many of these alarms fit into one rule, whose text holds their ARNs. */
function mostIn(alarms: readonly IAlarm[]): number {
  const lengths = alarms.map(({ node }) => {
    const resource = node.defaultChild;
    const name = resource instanceof CfnAlarm || resource instanceof CfnCompositeAlarm ? resource.alarmName : undefined;
    return isKnown(name) ? name.length : LONGEST_NAME;
  });
  return Math.min(MOST_CHILDREN, Math.floor(LONGEST_RULE / (AROUND_NAME + Math.max(...lengths))));
}

function quietWhile(
  parent: Construct, critical: IAlarm | undefined, { deployment }: HealthOptions,
): IAlarm | undefined {
  if (!critical || !deployment) return critical ?? deployment;
  return new CompositeAlarm(parent, 'Quiet', {
    alarmDescription: 'Warnings are quiet meanwhile; it does nothing itself.',
    alarmRule: anyOf(parent, 'Quiet', [critical, deployment]),
  });
}
