export {
  type ManagedOptions, MetricsBackend, MetricsHistory, type PrometheusImages, type SelfHostedOptions,
} from './backend';
export {
  Exporter, type ExporterOptions, type PostgresExporterOptions, type RedisExporterOptions,
} from './exporters';
export {
  type AmazonGrafanaOptions, type AmazonGrafanaSamlOptions, Grafana, type GrafanaHttpsOptions,
  type GrafanaInternalOptions, type GrafanaOptions,
} from './grafana';
export * from './prometheus-grafana';
export * from './prometheus-grafana-props';
export { type RuleLimits, RuleTuning } from './rule-tuning';
