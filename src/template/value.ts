import { Deferred, deferredIn, type Reference } from './deferred';
import { isObject } from './json';
import { isScalar, type Resolved, type ResolvedObject } from './resolved';

/**
 * A value inside a resource, however deep: what is not there has no text, no number and no items, so a reader asks for
 * what it needs without looking whether each step exists.
 */
export class Value {
  constructor(
    /** The value itself; `undefined` if it is not there. */
    public readonly raw: Resolved | undefined,
  ) {}

  /** A value below this one, by names of properties and numbers of items. */
  public at(...path: readonly (string | number)[]): Value {
    return path.reduce<Value>((value, key) => value.child(key), this);
  }

  /** Whether the value is given. */
  public get exists(): boolean {
    return this.raw !== undefined && this.raw !== null;
  }

  /** The value that is known at deployment only, if it is one. */
  public get deferred(): Deferred | undefined {
    return this.raw instanceof Deferred ? this.raw : undefined;
  }

  /** A known text; numbers and booleans are texts too, as CloudFormation takes them. */
  public get text(): string | undefined {
    return isScalar(this.raw as Resolved) ? String(this.raw) : undefined;
  }

  /** A known number; a text of digits is one too, as CloudFormation takes it. */
  public get number(): number | undefined {
    const number = this.text?.trim() ? Number(this.text) : NaN;
    return Number.isFinite(number) ? number : undefined;
  }

  /** A known boolean; the texts `true` and `false` are booleans too, as CloudFormation takes them. */
  public get boolean(): boolean | undefined {
    return { true: true, false: false }[String(this.text).toLowerCase()];
  }

  /** The items of a known list. */
  public get items(): Value[] {
    return Array.isArray(this.raw) ? (this.raw as readonly Resolved[]).map((item) => new Value(item)) : [];
  }

  /** The names and values of a known object. */
  public get entries(): [name: string, value: Value][] {
    return isObjectOfValues(this.raw)
      ? Object.entries(this.raw).map(([name, value]) => [name, new Value(value)])
      : [];
  }

  /** The resource or attribute that the value is, if it is nothing more. */
  public get reference(): Reference | undefined {
    return this.deferred?.reference;
  }

  /** Every resource and attribute inside, in order. */
  public get references(): Reference[] {
    return deferredIn(this.raw).flatMap((deferred) => deferred.references);
  }

  private child(key: string | number): Value {
    if (Array.isArray(this.raw)) return new Value((this.raw as readonly Resolved[])[Number(key)]);
    return new Value(isObjectOfValues(this.raw) && Object.hasOwn(this.raw, key) ? this.raw[key] : undefined);
  }
}

function isObjectOfValues(value: unknown): value is ResolvedObject {
  return isObject(value) && !(value instanceof Deferred);
}
