import { integer } from '../core';
import { attachToSplit } from './attach';
import { propsOf } from './prop-names';
import type { IngressVariant } from './target';
import { targetFacts, targetProblems, type IngressOptions } from './target-options';
import type { TrafficSplit } from './traffic-split';
import { madeZoneProblems, vpcProblems } from './vpc-problems';

/** Through the rule of a `TrafficSplit`. */
export function weighted(split: TrafficSplit, weight: number, options: IngressOptions): IngressVariant {
  return {
    ...targetFacts(options),
    problems: (prop, service, target) => {
      const own = [
        ...integer(`${prop}.weight`, weight, { min: 0, max: 999 }),
        ...targetProblems(propsOf(prop), options),
      ];
      if (own.length > 0) return own;
      return [
        ...vpcProblems(`${prop}.split`, split.loadBalancer, target.vpc),
        ...madeZoneProblems(`${prop}.split`, split.loadBalancer, target),
        ...split._memberProblems(`${prop}.split`, service, target),
        ...split._protocolProblems(`${prop}.target.protocol`, options.target?.protocol, target),
      ];
    },
    bind: (service, target) => attachToSplit(service, target, options, split, weight),
  };
}
