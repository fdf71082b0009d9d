export { CapacityCase } from './capacity-case';
export { type CostLine, type CostNote } from './charges/cost-line';
export { type CostRange } from './charges/cost-range';
export { type MonthlyTraffic } from './charges/traffic';
export { CostDifference, type CostChange } from './cost-difference';
export { CostGuard, type CostGuardProps } from './cost-guard';
export { CostEstimate } from './cost-estimate';
export { type CostOptions } from './cost-options';
export { PriceBook, type Price } from './prices/price-book';
