export * from './grafana';
export * from './grafana-options';
export * from './grafana-variant';
