import { Duration } from 'aws-cdk-lib';
import { GraphWidget, SingleValueWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { GRAPH, SEVERITY_COLORS } from '../panels';
import type { Budget, WindowAlarm } from './budget';
import { BUDGET_PERIOD, BURN_RATES, limitPercent, type BurnRate } from './burn-rates';
import { badPercent, badPercentNow, budgetLeft, burnRate, type Counts } from './counts';

/** A budget of bad requests. Each window is one period, in which CloudWatch counts. */
export function requestBudget(counts: Counts, goalPercent: number): Budget {
  const inWindow = (metric: IMetric, rate: BurnRate): WindowAlarm => {
    const limit = limitPercent(rate, goalPercent);
    const description = `More than ${limit} % of the requests are bad.`;
    return { description, metric, limit, periods: 1, periodsToAlarm: 1 };
  };
  return {
    rates: BURN_RATES,
    long: (rate) => inWindow(badPercent(counts, rate.long), rate),
    short: (rate) => inWindow(badPercentNow(counts, rate.short), rate),
    draw: (title) => [drawLeft(title, counts, goalPercent), drawBurning(title, counts, goalPercent)],
  };
}

function drawLeft(title: string, counts: Counts, goalPercent: number): SingleValueWidget {
  return new SingleValueWidget({
    ...GRAPH,
    title: `Budget left: ${title}`,
    metrics: [budgetLeft(counts, goalPercent, BUDGET_PERIOD).with({ label: '% of 30 days' })],
    // one number for the whole of the time, whatever the dashboard shows.
    start: `-P${BUDGET_PERIOD.toDays()}D`,
    end: 'PT0H',
    setPeriodToTimeRange: true,
  });
}

function drawBurning(title: string, counts: Counts, goalPercent: number): GraphWidget {
  return new GraphWidget({
    ...GRAPH,
    title: `Burn rate: ${title}`,
    left: [burnRate(counts, goalPercent, Duration.hours(1)).with({ label: 'times as fast as allowed' })],
    leftYAxis: { min: 0, showUnits: false },
    leftAnnotations: BURN_RATES.map(({ factor, severity, long }) => ({
      value: factor, color: SEVERITY_COLORS[severity], label: `${severity}, in ${long.toHumanString()}`,
    })),
  });
}
