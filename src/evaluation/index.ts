export * from './alarm-board';
export * from './alarm-resource';
export * from './composite-alarm';
export * from './definition';
export * from './metric-alarm';
export * from './rules';
export * from './series';
