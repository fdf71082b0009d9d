import { CLOUDWATCH, METRICS } from '../dashboards/sources';
import type { MetricsModel } from '../model/model';
import { toYaml, type YamlValue } from '../model/yaml';

/** Where Grafana finds the metrics. */
export interface MetricsQuery {
  /** A workspace of Amazon Managed Service for Prometheus is asked with signed requests. */
  readonly kind: 'workspace' | 'prometheus';
  readonly url: string;
}

/** The folder of dashboards in the container, unless it is another one. */
export const DASHBOARD_FOLDER = '/etc/grafana/dashboards';
const FOLDER_TITLE = 'cdk-elastic-web';
const CONTACT_POINT = 'operations';

/**
 * What Grafana reads at its start, by path below its folder `provisioning`: data sources, where the dashboards are, and
 * whom the alerts of Grafana itself go to. Alerts of Prometheus go to Alertmanager.
 *
 * @see https://grafana.com/docs/grafana/latest/administration/provisioning/
 */
export function provisioning(model: MetricsModel, query?: MetricsQuery): { [file: string]: string } {
  return {
    'datasources/metrics.yaml': toYaml({
      apiVersion: 1,
      prune: true,
      datasources: [...query === undefined ? [] : [metricsSource(model, query)], cloudWatchSource(model)],
    }),
    'dashboards/library.yaml': toYaml({
      apiVersion: 1,
      providers: [{
        name: FOLDER_TITLE, folder: FOLDER_TITLE, type: 'file', disableDeletion: true, allowUiUpdates: false,
        options: { path: DASHBOARD_FOLDER },
      }],
    }),
    ...model.topicArn === undefined ? {} : { 'alerting/contact-points.yaml': contactPoints(model, model.topicArn) },
  };
}

function metricsSource({ region, scrapeIntervalSeconds }: MetricsModel, { kind, url }: MetricsQuery): YamlValue {
  const signed = { sigV4Auth: true, sigV4AuthType: 'default', sigV4Region: region };
  return {
    name: 'Metrics', uid: METRICS.uid, type: METRICS.type, access: 'proxy', url, isDefault: true, editable: false,
    jsonData: {
      httpMethod: 'POST', timeInterval: `${scrapeIntervalSeconds}s`, manageAlerts: false,
      ...kind === 'workspace' ? signed : {},
    },
  };
}

/** With the rights of the task. */
function cloudWatchSource({ region }: MetricsModel): YamlValue {
  return {
    name: 'CloudWatch', uid: CLOUDWATCH.uid, type: CLOUDWATCH.type, editable: false,
    jsonData: { authType: 'default', defaultRegion: region },
  };
}

function contactPoints({ region }: MetricsModel, topicArn: string): string {
  return toYaml({
    apiVersion: 1,
    contactPoints: [{
      orgId: 1, name: CONTACT_POINT,
      receivers: [{ uid: CONTACT_POINT, type: 'sns', settings: { topic_arn: topicArn, sigv4: { region } } }],
    }],
    policies: [{ orgId: 1, receiver: CONTACT_POINT, group_by: ['grafana_folder', 'alertname'] }],
  });
}
