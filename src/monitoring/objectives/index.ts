export * from './budget-section';
export * from './burn-alarms';
export * from './burn-rates';
export * from './chosen';
export * from './objective';
export * from './watch-objectives';
export { type LatencyObjectiveOptions } from './objective-variants';
