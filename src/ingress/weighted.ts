import { integer } from '../core';
import { attachToSplit } from './attach';
import { propsOf } from './prop-names';
import type { IngressVariant } from './target';
import { targetFacts, targetProblems, type TargetOptions } from './target-options';
import type { TrafficSplit } from './traffic-split';

/** Through the rule of a `TrafficSplit`. */
export function weighted(split: TrafficSplit, weight: number, options: TargetOptions): IngressVariant {
  return {
    ...targetFacts(options),
    problems: (prop, service, target) => [
      ...integer(`${prop}.weight`, weight, { min: 0, max: 999 }),
      ...split._memberProblems(`${prop}.split`, service, target),
      ...targetProblems(propsOf(prop), options),
    ],
    bind: (service, target) => attachToSplit(service, target, options, split, weight),
  };
}
