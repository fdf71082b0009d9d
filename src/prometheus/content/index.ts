export * from './alertmanager-config';
export * from './blackbox-config';
export { dashboards } from '../dashboards/dashboards';
export * from './grafana-provisioning';
export * from '../model/model';
export * from './prometheus-config';
export { ruleFiles, ruleNames } from '../rules';
