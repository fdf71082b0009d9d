/** A resource, or one of its attributes, named in another place of the same template. */
export interface Reference {
  readonly logicalId: string;
  /** Left out when the resource itself is named, as `Ref` does. */
  readonly attribute?: string;
}

/**
 * A value that is known at deployment only.
 *
 * Two values with the same text are the same value, because a text is made of names that are unique in a template.
 */
export class Deferred {
  /** A resource or an attribute of it. */
  public static toResource(logicalId: string, attribute?: string): Deferred {
    return new Deferred(`\${${attribute === undefined ? logicalId : `${logicalId}.${attribute}`}}`, [
      attribute === undefined ? { logicalId } : { logicalId, attribute },
    ]);
  }

  /** A value that another stack exports. */
  public static imported(name: unknown): Deferred {
    return Deferred.call('ImportValue', [name], typeof name === 'string' ? [name] : []);
  }

  /** A name that means nothing before the deployment: a parameter without a default, a pseudo parameter. */
  public static named(name: string): Deferred {
    return new Deferred(`\${${name}}`);
  }

  /** The result of a function whose arguments are not all known. */
  public static call(name: string, parts: readonly unknown[], imports: readonly string[] = []): Deferred {
    const inner = deferredIn(parts);
    return new Deferred(
      `\${${name}(${parts.map(textOf).join(', ')})}`, inner.flatMap((part) => part.references),
      [...imports, ...inner.flatMap((part) => part.imports)],
    );
  }

  /** Texts, one behind the other. */
  public static concat(parts: readonly unknown[]): Deferred {
    const inner = deferredIn(parts);
    return new Deferred(
      parts.map(textOf).join(''), inner.flatMap((part) => part.references), inner.flatMap((part) => part.imports),
    );
  }

  private constructor(
    /** The value as `Fn::Sub` would write it: `service/${Cluster}/${Service.Name}`. */
    public readonly text: string,
    /** The resources in it, in order. */
    public readonly references: readonly Reference[] = [],
    /** Names of the exports of other stacks in it. */
    public readonly imports: readonly string[] = [],
  ) {}

  /** The reference, if the value is one and nothing more. */
  public get reference(): Reference | undefined {
    const [only, ...more] = this.references;
    return only && more.length === 0 && this.text === Deferred.toResource(only.logicalId, only.attribute).text
      ? only
      : undefined;
  }

  public toString(): string {
    return this.text;
  }
}

/** Every deferred value inside a value. */
export function deferredIn(value: unknown): Deferred[] {
  if (value instanceof Deferred) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(deferredIn);
}

function textOf(part: unknown): string {
  return typeof part === 'object' && part !== null && !(part instanceof Deferred)
    ? JSON.stringify(part, (_key, inner: unknown) => inner instanceof Deferred ? inner.text : inner)
    : String(part);
}
