export * from './budget-section';
export * from './burn-alarms';
export * from './burn-rates';
export * from './chosen';
export * from './objective';
export { type BadCounter } from './objective-variant';
export * from './watch-objectives';
export { type LatencyObjectiveOptions } from './objective-variants';
