export * from './dashboards';
