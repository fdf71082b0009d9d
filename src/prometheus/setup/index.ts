export * from './authorities';
export * from './config-asset';
export * from './config-container';
export { type TaskFiles } from './config-script';
export { initContainer } from './init-container';
