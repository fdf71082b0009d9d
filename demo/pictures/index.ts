export * from './bodies';
export { limitsOf } from './graph-values';
export * from './picture';
export { boundsOf, type Box } from './shapes';
export * from './themes';
export * from './write';
