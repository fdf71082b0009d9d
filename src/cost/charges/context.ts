import type { Resource, Template, Value } from '../../template';
import type { CostRange } from './cost-range';
import type { Item } from './item';
import type { ResolvedTraffic } from './resolved-traffic';

/** What a rule may look at beside its resource. */
export interface Context {
  readonly template: Template;
  readonly traffic: ResolvedTraffic;
  /** What part of the traffic a resource of this type bears: all of them bear the same. */
  share(type: string): number;
  /** Instances of an Auto Scaling group, or tasks of a service; nothing if that is known at deployment only. */
  units(resource: Resource): CostRange | undefined;
  /** Resources that a value names, also in another stack of the app. */
  linked(value: Value): Resource[];
  /** Whether the template of a nested stack is priced too. */
  isRead(stack: Resource): boolean;
  /** What a Spot unit costs, in percent of the on-demand price. */
  readonly spotPercent: number;
}

/** What resources of one type cost. */
export type Rule = (resource: Resource, context: Context) => Item[];

/** Rules by the type of resource that they price. */
export interface Rules { readonly [type: string]: Rule }
