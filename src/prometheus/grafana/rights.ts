import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AwsService } from '../../network';

/** What the data source CloudWatch and alerts of Grafana call. */
export const GRAFANA_SERVICES: readonly AwsService[] = [AwsService.MONITORING, AwsService.EC2, AwsService.SNS];

/**
 * To show metrics and alarms of CloudWatch.
 *
 * @see https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/
 */
export function cloudWatchRights(): PolicyStatement[] {
  return [new PolicyStatement({
    sid: 'CloudWatch',
    actions: [
      'cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmsForMetric',
      'cloudwatch:GetMetricData', 'cloudwatch:ListMetrics', 'ec2:DescribeRegions',
    ],
    resources: ['*'],
  })];
}
