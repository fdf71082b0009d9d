import type { Resource } from './resource';
import type { SynthesizedStack } from './stacks';
import type { Value } from './value';

/** Where a resource stands. */
export interface Placed {
  readonly stack: SynthesizedStack;
  readonly resource: Resource;
}

/** What values name, also where a resource stands in another stack of the same app. */
export class Links {
  constructor(private readonly stacks: readonly SynthesizedStack[]) {}

  /** Resources of some types in all stacks. */
  public ofType(...types: readonly string[]): Placed[] {
    return this.stacks.flatMap((stack) => stack.template.ofType(...types).map((resource) => ({ stack, resource })));
  }

  /** Every resource that a value names, in its own stack or by an export of another one; each once. */
  public targets({ template }: SynthesizedStack, value: Value): Resource[] {
    return [...new Set([...template.targets(value), ...importsIn(value).flatMap((name) => this.exporters(name))])];
  }

  /** Other stacks that export what a stack imports. */
  public providers(stack: SynthesizedStack): SynthesizedStack[] {
    const names = stack.template.resources.flatMap((resource) => importsIn(resource.get()));
    return this.stacks.filter((other) => other !== stack
      && names.some((name) => other.template.exported(name) !== undefined));
  }

  private exporters(name: string): Resource[] {
    return this.stacks.flatMap(({ template }) => {
      const value = template.exported(name);
      return value ? template.targets(value) : [];
    });
  }
}

function importsIn(value: Value): string[] {
  const inside = [...value.items, ...value.entries.map(([, inner]) => inner)].flatMap(importsIn);
  return [...value.deferred?.imports ?? [], ...inside];
}
