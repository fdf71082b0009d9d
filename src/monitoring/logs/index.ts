export * from './log-error-signal';
export * from './log-errors';
export * from './log-groups';
export * from './queries';
export * from './saved-queries';
