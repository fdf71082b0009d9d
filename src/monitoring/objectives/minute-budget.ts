import { Duration } from 'aws-cdk-lib';
import { GraphWidget, MathExpression, SingleValueWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { SignalUnit, type RequestMetrics } from '../../signal';
import { GRAPH, SERIES_COLORS } from '../panels';
import type { Budget, WindowAlarm } from './budget';
import { badMinutesOf, BURN_RATES, minutesAllowed, type BurnRate } from './burn-rates';

const MINUTE = Duration.minutes(1);
/**
 * CloudWatch looks back so long in periods of minutes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const LONGEST = Duration.days(1);
/** Load balancers report up to two minutes late, and minutes that are not there yet look good. */
const LATE_MINUTES = 2;
/** CloudWatch keeps minutes for 15 days. */
const DRAWN = Duration.days(14);

/** A time in which a percentile has to stay. */
interface Limit {
  readonly percentile: number;
  readonly under: Duration;
  readonly goalPercent: number;
}

/** A budget of bad minutes. A window is as many periods of a minute, of which some may be bad. */
export function minuteBudget(
  service: RequestMetrics, percentile: number, under: Duration, goalPercent: number,
): Budget {
  const limit = { percentile, under, goalPercent };
  const inWindow = (rate: BurnRate, window: Duration): WindowAlarm => {
    const [minutes, bad] = [window.toMinutes(), badMinutesOf(rate, goalPercent, window)];
    return {
      description: `${bad} or more of ${minutes} minutes are bad.`,
      metric: slowest(service, percentile),
      limit: under.toSeconds({ integral: false }),
      periods: Math.min(minutes + LATE_MINUTES, LONGEST.toMinutes()),
      periodsToAlarm: bad,
    };
  };
  return {
    rates: BURN_RATES.filter(({ long }) => long.toMinutes() <= LONGEST.toMinutes()),
    long: (rate) => inWindow(rate, rate.long),
    short: (rate) => inWindow(rate, rate.short),
    draw: (title) => [drawLeft(title, service, limit), drawMinutes(title, service, limit)],
  };
}

/** The percentile of a minute, of the slowest target group. One without requests is not slow. */
function slowest({ responseTimes }: RequestMetrics, percentile: number, expression = worstOf): MathExpression {
  const metrics = responseTimes.map((metric, i) =>
    [`p${i}`, metric.with({ statistic: Stats.percentile(percentile), period: MINUTE })]);
  return new MathExpression({
    expression: expression(responseTimes.length), usingMetrics: Object.fromEntries(metrics), period: MINUTE,
  });
}

function worstOf(groups: number): string {
  const filled = Array.from({ length: groups }, (_, i) => `FILL(p${i}, 0)`);
  return filled.length === 1 ? filled[0] : `MAX([${filled.join(', ')}])`;
}

function drawLeft(title: string, service: RequestMetrics, limit: Limit): SingleValueWidget {
  const { percentile, under, goalPercent } = limit;
  const isBad = (groups: number) => `IF(${worstOf(groups)} > ${under.toSeconds({ integral: false })}, 1, 0)`;
  const left = slowest(service, percentile, (groups) =>
    `TIME_SERIES(100 - 100 * SUM(${isBad(groups)}) / ${minutesAllowed(goalPercent, DRAWN)})`);
  return new SingleValueWidget({
    ...GRAPH,
    title: `Budget left: ${title}`,
    metrics: [left.with({ label: `% of ${DRAWN.toDays()} days` })],
    start: `-P${DRAWN.toDays()}D`,
    end: 'PT0H',
  });
}

function drawMinutes(title: string, service: RequestMetrics, { percentile, under }: Limit): GraphWidget {
  return new GraphWidget({
    ...GRAPH,
    title: `Minutes: ${title}`,
    left: [slowest(service, percentile).with({ label: `p${percentile}`, color: SERIES_COLORS[0] })],
    leftYAxis: { min: 0, label: SignalUnit.SECONDS, showUnits: false },
    leftAnnotations: [{ value: under.toSeconds({ integral: false }), label: 'bad above' }],
  });
}
