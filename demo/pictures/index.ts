export * from './bodies';
export { limitsOf } from './graph';
export * from './picture';
export { boundsOf } from './shapes';
export * from './themes';
