import {
  Alarm, AlarmRule, AlarmState, ComparisonOperator, CompositeAlarm, TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { acknowledge } from '../../core';
import { Severity, type RequestMetrics } from '../../signal';
import { alarmDescription, type MemberAlarm } from '../alarms';
import { nameInStack } from '../subjects';
import type { Budget } from './budget';
import { budgetPercent, type BurnRate } from './burn-rates';
import type { ObjectiveVariant } from './objective-variant';
import { budgetOf } from './service-budget';

const IDS: Readonly<Record<Severity, string>> = { [Severity.CRITICAL]: 'Critical', [Severity.WARNING]: 'Warning' };

/** What the alarms of an objective are made with. */
export interface BurnAlarmOptions {
  readonly objective: ObjectiveVariant;
  readonly service: RequestMetrics;
  /** Name of the subject. */
  readonly name: string;
  readonly runbooks?: string;
}

/** The same with what is watched. */
interface BudgetAlarmOptions extends BurnAlarmOptions {
  readonly title: string;
  readonly budget: Budget;
}

/**
 * One alarm for each severity, raised while the budget burns too fast in a long and in a short window.
 *
 * CloudWatch has one period for each alarm, so each window is an alarm of its own, without an action.
 *
 * @param scope the objective inside of its subject
 */
export function burnAlarms(scope: Construct, options: BurnAlarmOptions): MemberAlarm[] {
  const budget = budgetOf(options.objective, options.service);
  return Object.values(Severity).map((severity) => {
    const rates = budget.rates.filter((rate) => rate.severity === severity);
    const title = titleOf(options);
    return { title, severity, alarm: burnAlarm(scope, severity, rates, { ...options, title, budget }) };
  });
}

/** What is promised, and by which service of the subject. */
export function titleOf({ objective, service }: Pick<BurnAlarmOptions, 'objective' | 'service'>): string {
  return service.name ? `${service.name}: ${objective.title}` : objective.title;
}

function burnAlarm(
  scope: Construct, severity: Severity, rates: readonly BurnRate[], options: BudgetAlarmOptions,
): CompositeAlarm {
  const { objective, title, name, runbooks, budget } = options;
  return new CompositeAlarm(scope, IDS[severity], {
    compositeAlarmName: nameInStack(scope, name, scope.node.scope!.node.id, scope.node.id, IDS[severity]),
    alarmDescription: alarmDescription(
      { id: objective.id, title, reason: reasonOf(objective, rates) }, { severity, name, runbooks },
    ),
    alarmRule: AlarmRule.anyOf(...rates.map((rate) => AlarmRule.allOf(
      ...windowAlarms(scope, rate, budget).map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM)),
    ))),
  });
}

function windowAlarms(scope: Construct, rate: BurnRate, budget: Budget): Alarm[] {
  const parent = new Construct(scope, rate.id);
  const windows = { Long: budget.long(rate), Short: budget.short(rate) };
  return Object.entries(windows).map(([id, { description, metric, limit, periods, periodsToAlarm }]) => {
    const alarm = new Alarm(parent, id, {
      alarmDescription: `${description} It does nothing itself.`,
      metric,
      threshold: limit,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      datapointsToAlarm: periods === 1 ? undefined : periodsToAlarm,
      // no requests use up no budget.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    acknowledge(alarm.node.defaultChild!, 'memberAlarm');
    return alarm;
  });
}

function reasonOf({ firstStep }: ObjectiveVariant, rates: readonly BurnRate[]): string {
  const parts = rates.map((rate) => `${budgetPercent(rate)} % in ${rate.long.toHumanString()}`);
  return `The budget of 30 days burns too fast: ${parts.join(' or ')}, and it goes on. ${firstStep}`;
}
