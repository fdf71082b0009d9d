import type { Rule } from './facts';
import { IMAGE_RULES } from './rules-image';
import { PLACE_RULES } from './rules-place';
import { PROCESS_RULES } from './rules-process';
import { STACK_RULES } from './rules-stack';
import { TRAFFIC_RULES } from './rules-traffic';

/** Every known cause, the most certain first; the last ones only say that there is another cause before them. */
export const RULES: readonly Rule[] = [
  ...IMAGE_RULES, ...PROCESS_RULES, ...PLACE_RULES, ...TRAFFIC_RULES, ...STACK_RULES,
];
