export * from './alarms';
export { Dashboards } from './dashboards';
export { LogErrors, type LogErrorsOptions } from './logs';
export * from './monitored';
export * from './monitoring';
export * from './monitoring-props';
export * from './monitoring-stack';
export * from './notification';
export {
  allowedPercent, type BadCounter, badMinutesOf, BURN_RATES, budgetPercent, type BurnRate, FEWEST_BAD,
  type LatencyObjectiveOptions, limitPercent, Objective, objectiveProblems,
} from './objectives';
