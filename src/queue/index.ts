export { MAX_AGE } from './resolved-props';
export { queueSignals } from './signals';
export * from './work-queue';
export * from './work-queue-props';
