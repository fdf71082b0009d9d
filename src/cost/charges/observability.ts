import type { Resource } from '../../template';
import type { Context, Rules } from './context';
import { always } from './ranges';
import { charge, HOURS, note, type Item } from './item';
import { usage } from './usage';

/** A metric, and the two ends of the band around it. */
const ANOMALY_METRICS = 3;
/** Target tracking makes an alarm for each direction. */
const TRACKING_ALARMS = 2;
/** Alarms with shorter periods are high-resolution alarms. */
const STANDARD_PERIOD = 60;
const DAYS_OF_MONTH = 365 / 12;

export const OBSERVABILITY_RULES: Rules = {
  'AWS::CloudWatch::Alarm': priceAlarm,
  'AWS::CloudWatch::CompositeAlarm': () => [charge('composite alarm', 'cloudwatch.alarmCompositeMonth', always(1))],
  'AWS::CloudWatch::Dashboard': () => [charge('dashboard', 'cloudwatch.dashboardMonth', always(1))],
  'AWS::Logs::LogGroup': priceLogs,
  'AWS::AutoScaling::ScalingPolicy': (policy) => trackingAlarms(policy, 'TargetTrackingConfiguration'),
  'AWS::ApplicationAutoScaling::ScalingPolicy': (policy) =>
    trackingAlarms(policy, 'TargetTrackingScalingPolicyConfiguration'),
  'AWS::Logs::MetricFilter': (filter) => [charge(
    'custom metrics', 'cloudwatch.customMetricMonth', always(filter.get('MetricTransformations').items.length),
  )],
  'AWS::APS::Scraper': () => [charge('hours of a collector', 'aps.collectorHour', always(HOURS))],
  'AWS::APS::Workspace': (workspace, { traffic, share }) => usage(
    'samples taken', 'aps.samplesMillion', traffic.millionSamples * share(workspace.type),
    'samples are billed by their number: "millionSamples"; queries and storage are not counted',
  ),
  'AWS::Grafana::Workspace': (workspace, { traffic, share }) => [
    ...usage('editors', 'grafana.editorMonth', traffic.grafanaEditors * share(workspace.type),
      'active users are billed: "grafanaEditors", "grafanaViewers"'),
    ...traffic.grafanaViewers > 0
      ? [charge('viewers', 'grafana.viewerMonth', always(traffic.grafanaViewers * share(workspace.type)))]
      : [],
  ],
};

/** An alarm costs as much as the metrics that it looks at. */
function priceAlarm(alarm: Resource): Item[] {
  const queries = alarm.get('Metrics').items;
  if (queries.some((query) => /\b(SELECT|SEARCH)\b/.test(query.at('Expression').text ?? ''))) {
    return [note('unpriced', 'it is billed by the number of metrics that its query finds')];
  }
  const isAnomaly = alarm.get('ThresholdMetricId').exists;
  const metrics = queries.filter((query) => query.at('MetricStat').exists);
  const periods = [alarm.get('Period'), ...metrics.map((query) => query.at('MetricStat', 'Period'))];
  const isHighResolution = periods.some(({ number }) => number !== undefined && number < STANDARD_PERIOD);
  return [charge(
    'metrics that it looks at', isHighResolution ? 'cloudwatch.alarmHighResMonth' : 'cloudwatch.alarmStandardMonth',
    always(isAnomaly ? ANOMALY_METRICS : Math.max(1, metrics.length)),
  )];
}

/** Alarms that AWS makes for a policy, and bills like any other. */
function trackingAlarms(policy: Resource, configuration: string): Item[] {
  const tracking = policy.get(configuration);
  if (!tracking.exists) return [];
  const alarms = tracking.at('DisableScaleIn').boolean ? 1 : TRACKING_ALARMS;
  const metrics = tracking.at('CustomizedMetricSpecification', 'Metrics').items
    .filter((query) => query.at('MetricStat').exists).length;
  return [charge('alarms of target tracking', 'cloudwatch.alarmStandardMonth', always(alarms * Math.max(1, metrics)))];
}

function priceLogs(group: Resource, { traffic, share }: Context): Item[] {
  const gb = traffic.logGb * share(group.type);
  if (gb > 0 && group.get('LogGroupClass').text === 'INFREQUENT_ACCESS') {
    return [note('unpriced', 'log groups for infrequent access are not in the price book')];
  }
  const days = group.get('RetentionInDays').number;
  return [
    ...usage('logs written', 'cloudwatch.logIngestGb', gb, 'logs are billed by their size: "logGb"'),
    ...gb > 0
      ? [
          note('assumption', 'logs are counted in full size, although they are stored compressed'),
          ...days === undefined ? [note('assumption', 'logs that are kept for ever are counted for one year')] : [],
          charge('logs kept', 'cloudwatch.logStorageGbMonth', always(gb * (days ?? 365) / DAYS_OF_MONTH)),
        ]
      : [],
  ];
}
