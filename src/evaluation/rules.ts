/** How sure it is that CloudWatch does what a rule says. */
export enum RuleStatus {
  /** AWS has written it down. */
  DOCUMENTED = 'documented',
  /** Seen in public logs or code. */
  OBSERVED = 'observed',
  /** AWS does not say; this is our reading. */
  MODELLED = 'modelled',
}

/** A rule of how CloudWatch treats alarms. */
export interface Rule {
  readonly text: string;
  readonly status: RuleStatus;
  /** Page that says so; nothing for what is only modelled. */
  readonly source?: string;
}

const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring';
const MISSING = `${GUIDE}/alarms-and-missing-data.html`;
const EVALUATION = `${GUIDE}/alarm-evaluation.html`;
const MATH = `${GUIDE}/using-metric-math.html`;
const COMPOSITE = `${GUIDE}/alarm-combining.html`;
const SUPPRESSION = `${GUIDE}/alarm-suppression.html`;

const documented = (source: string, text: string): Rule => ({ text, status: RuleStatus.DOCUMENTED, source });
const observed = (text: string): Rule => ({ text, status: RuleStatus.OBSERVED });
const modelled = (text: string): Rule => ({ text, status: RuleStatus.MODELLED });

/** Every rule that the evaluation follows, by the name that a verdict gives as its reason. */
export const RULES = {
  cadence: documented(EVALUATION, 'An alarm is evaluated each minute, every 10 seconds with a period below a minute.'),
  slidingWindow: documented(EVALUATION, 'Periods count back from the minute of the evaluation.'),
  enoughPoints: documented(MISSING, 'As many points as periods: the newest ones decide, gaps between them do not.'),
  filledBreaching: documented(MISSING, 'Too few points, and a gap breaches: gaps count as few times as possible.'),
  filledNotBreaching: documented(MISSING, 'Too few points, and a gap does not breach: only real points can breach.'),
  enoughBreaching: documented(MISSING, 'Too few points, but as many bad ones as the alarm needs: ALARM.'),
  tooFewToBreach: documented(MISSING, 'Too few points, one of them good, too few bad: OK.'),
  premature: documented(MISSING, 'All points breach, and the oldest is as old as the points to alarm: ALARM.'),
  waiting: documented(MISSING, 'All points breach, but they are too few and too new: the state stays.'),
  ignored: documented(MISSING, 'Too few points, and gaps are ignored: the state stays.'),
  noPoints: documented(MISSING, 'Not one point in the range: INSUFFICIENT_DATA.'),
  repeatedActions: documented(EVALUATION, 'Actions of Auto Scaling repeat each minute in ALARM, others on a change.'),
  gapsInArithmetic: documented(MATH, 'Of two metrics, one that has a gap counts as 0; a gap of both stays a gap.'),
  gapsInConditions: documented(MATH, 'IF leaves a gap where its condition has one.'),
  divisionByZero: documented(MATH, 'A division by zero leaves a gap.'),
  lateFill: documented(MATH, 'FILL also fills the newest periods, whose points are only late.'),
  anyOf: documented(COMPOSITE, 'A composite alarm is in ALARM while its rule holds, else OK.'),
  suppression: documented(SUPPRESSION, 'A composite alarm waits for its suppressor, and waits again after it.'),
  endOfSuppression: documented(SUPPRESSION, 'Then it tells its state if that has changed, even if it changed back.'),
  evaluationRange: modelled('The range is two periods longer than what has to be looked at.'),
  fillOfNothing: modelled('FILL gives its value also for a metric without any point.'),
  gapsInAggregates: modelled('MAX, MIN and SUM of several metrics leave out those that have a gap.'),
  percentiles: modelled('A percentile is the smallest sample that so many percent do not exceed.'),
  compositeDelay: modelled('A composite alarm follows its alarms without delay.'),
  metricDelay: observed('Points arrive late: a service reacted 26 to 183 seconds after the last of its periods.'),
} as const satisfies Record<string, Rule>;

/** Name of a rule. */
export type RuleName = keyof typeof RULES;

/** What AWS does not document, or does otherwise than documented, so that each of it can be tried. */
export interface Assumptions {
  /** Periods of the evaluation range beyond the evaluated ones, an integer of at least 0. */
  readonly extraPeriods: number;
  /** Whether FILL gives its value for a metric that has no point in the whole range. */
  readonly fillsNothing: boolean;
  /** What a gap of one of two metrics is in arithmetic and comparisons. */
  readonly gapsInArithmetic: 'zero' | 'gap';
  /** What becomes of a metric with a gap in MAX, MIN and SUM of several. */
  readonly gapsInAggregates: 'skipped' | 'zero' | 'gap';
  /** Seconds after which a sample can be seen. */
  readonly metricDelaySeconds: number;
}

/** What is documented, and else the likeliest. The one example that AWS gives for the range is 5 periods for 3. */
export const ASSUMPTIONS: Assumptions = {
  extraPeriods: 2, fillsNothing: true, gapsInArithmetic: 'zero', gapsInAggregates: 'skipped', metricDelaySeconds: 0,
};
