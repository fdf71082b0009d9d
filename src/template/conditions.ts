import { Deferred, deferredIn } from './deferred';
import { isObject, type Json, type JsonObject } from './json';
import type { Evaluated } from './resolved';

type Truth = boolean | undefined;

/** Evaluates conditions in three values: true, false, and nothing for what is known at deployment only. */
export class Conditions {
  private readonly known = new Map<string, Truth>();

  constructor(private readonly definitions: JsonObject, private readonly evaluate: (json: Json) => Evaluated) {}

  /** Whether a condition holds: its name, or an expression. */
  public holds(condition: Json): Truth {
    if (typeof condition === 'string') return this.named(condition);
    if (typeof condition === 'boolean') return condition;
    if (!isObject(condition)) return undefined;
    const [name, argument] = Object.entries(condition)[0] ?? [];
    switch (name) {
      case 'Condition': return typeof argument === 'string' ? this.named(argument) : undefined;
      case 'Fn::Equals': return this.equal(argument);
      case 'Fn::Not': return negated(this.all(argument)[0]);
      case 'Fn::And': return conjunction(this.all(argument));
      case 'Fn::Or': return negated(conjunction(this.all(argument).map(negated)));
      default: return undefined;
    }
  }

  private named(name: string): Truth {
    if (this.known.has(name)) return this.known.get(name);
    // a condition that names itself ends here.
    this.known.set(name, undefined);
    const truth = name in this.definitions ? this.holds(this.definitions[name]) : undefined;
    this.known.set(name, truth);
    return truth;
  }

  private all(argument: Json | undefined): Truth[] {
    return Array.isArray(argument) ? argument.map((item: Json) => this.holds(item)) : [undefined];
  }

  private equal(argument: Json | undefined): Truth {
    if (!Array.isArray(argument) || argument.length !== 2) return undefined;
    const [left, right] = argument.map((item: Json) => this.evaluate(item));
    if (deferredIn([left, right]).length === 0) return String(left) === String(right);
    return left instanceof Deferred && right instanceof Deferred && left.text === right.text ? true : undefined;
  }
}

function negated(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function conjunction(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}
