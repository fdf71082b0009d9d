export * from './alarm';
export * from './operations-topic';
export * from './rules';
export * from './signal';
export * from './web-signals';
