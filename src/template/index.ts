export { burstableSize, type BurstableSize } from './burstable';
export { Deferred, type Reference } from './deferred';
export { type JsonObject } from './json';
export { groupMachine, instanceMachine, type Machine } from './machines';
export { type Resource } from './resource';
export { Template, type TemplateOptions } from './template';
export { Value } from './value';
export { inRegion, isWithin, stacksIn, stacksOf, type SynthesizedStack, writtenStacks } from './stacks';
