export { type AmazonGrafanaOptions, type AmazonGrafanaSamlOptions } from './amazon-grafana';
export * from './grafana';
export * from './grafana-options';
export * from './grafana-variant';
