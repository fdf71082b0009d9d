export * from './bodies';
export { limitsOf } from './graph-values';
export * from './picture';
export { boundsOf } from './shapes';
export * from './themes';
export * from './write';
