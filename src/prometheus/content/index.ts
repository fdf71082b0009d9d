export * from './alertmanager-config';
export * from './blackbox-config';
export * from './model';
export * from './prometheus-config';
export { ruleFiles } from './rules/rule-files';
