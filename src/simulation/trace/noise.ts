import { decimal, integer } from '../../core';
import type { Shape } from './shape';

/** Noise changes this often: traffic swings, but not each second by itself. */
const SPAN_SECONDS = 10;

/** A load that swings around another one; the same seed gives the same numbers on every machine. */
export function noisyShape(shape: Shape, percent: number, seed: number): Shape {
  return {
    seconds: shape.seconds,
    at: (second) => shape.at(second) * (1 + percent / 100 * swing(Math.floor(second / SPAN_SECONDS), seed)),
    problems: (prop) => [
      ...shape.problems(prop), ...decimal(`${prop}.withNoise.percent`, percent, { min: 0, max: 100, unit: 'percent' }),
      ...integer(`${prop}.withNoise.seed`, seed, { min: 0 }),
    ],
  };
}

/** A number from -1 to 1 that looks random: the steps of a 32-bit mixing function, made of integers only. */
function swing(span: number, seed: number): number {
  let mixed = Math.imul(span + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 31 - 1;
}
