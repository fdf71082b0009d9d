import type { QuerySource } from '../backend';
import type { MetricsModel } from '../content';

/** Files below the folder of provisioning: where the metrics are. */
export function provisioning({ region }: MetricsModel, query?: QuerySource): { readonly [file: string]: string } {
  const metrics = query && [
    '  - { name: Metrics, uid: metrics, type: prometheus, access: proxy, isDefault: true, url: "' + query.url + '",',
    query.kind === 'workspace'
      ? `      jsonData: { httpMethod: POST, sigV4Auth: true, sigV4AuthType: default, sigV4Region: ${region} } }`
      : '      jsonData: { httpMethod: POST } }',
  ];
  return {
    'datasources/metrics.yaml': [
      'apiVersion: 1', 'datasources:', ...metrics ?? [],
      '  - { name: CloudWatch, uid: cloudwatch, type: cloudwatch, access: proxy,',
      `      jsonData: { authType: default, defaultRegion: ${region} } }`, '',
    ].join('\n'),
  };
}

/** Dashboards by file. */
export function dashboards(_model: MetricsModel): { readonly [file: string]: string } {
  return {};
}
