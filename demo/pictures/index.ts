export * from './bodies';
export { limitsOf } from './graph-values';
export * from './picture';
export { boundsOf, type Box } from '../../src/diagram/drawing/shapes';
export * from '../../src/diagram/drawing/themes';
export * from './write';
