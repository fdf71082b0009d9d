export {
  MetricsBackend, MetricsHistory, type PrometheusImages, type SelfHostedOptions,
} from './backend';
export { Grafana, type GrafanaHttpsOptions, type GrafanaInternalOptions, type GrafanaOptions } from './grafana';
export * from './prometheus-grafana';
export * from './prometheus-grafana-props';
