import { Duration } from 'aws-cdk-lib';
import { GraphWidget, SingleValueWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { RequestMetrics } from '../../signal';
import { GRAPH, SEVERITY_COLORS, type Section } from '../panels';
import { BUDGET_PERIOD, BURN_RATES } from './burn-rates';
import { titleOf } from './burn-alarms';
import { budgetLeft, burnRate } from './cloudwatch';
import type { ObjectiveVariant } from './objective-variant';

/** What one service of a subject promises. */
export interface Promised {
  readonly objective: ObjectiveVariant;
  readonly service: RequestMetrics;
}

/** The budget that is left of 30 days, and how fast it burns, for each objective. */
export function budgetSection(promised: readonly Promised[]): Section[] {
  if (promised.length === 0) return [];
  return [{ title: 'Error budgets', widgets: promised.flatMap((one) => [budget(one), burning(one)]) }];
}

function budget({ objective, service }: Promised): IWidget {
  return new SingleValueWidget({
    ...GRAPH,
    title: `Budget left: ${titleOf({ objective, service })}`,
    metrics: [budgetLeft(objective, service, BUDGET_PERIOD).with({ label: '% of 30 days' })],
    // one number for the whole of the time, whatever the dashboard shows.
    start: `-P${BUDGET_PERIOD.toDays()}D`,
    end: 'PT0H',
    setPeriodToTimeRange: true,
  });
}

function burning({ objective, service }: Promised): IWidget {
  return new GraphWidget({
    ...GRAPH,
    title: `Burn rate: ${titleOf({ objective, service })}`,
    left: [burnRate(objective, service, Duration.hours(1)).with({ label: 'times as fast as allowed' })],
    leftYAxis: { min: 0, showUnits: false },
    leftAnnotations: BURN_RATES.map(({ factor, severity, long }) => ({
      value: factor, color: SEVERITY_COLORS[severity], label: `${severity}, in ${long.toHumanString()}`,
    })),
  });
}
