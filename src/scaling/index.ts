export * from './scalable';
