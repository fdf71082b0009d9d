import { Conditions } from './conditions';
import { Deferred } from './deferred';
import { FUNCTIONS } from './functions';
import { isObject, objectOf, type Json, type JsonObject } from './json';
import { parameterValue } from './parameters';
import { pseudoParameter, type Environment } from './pseudo-parameters';
import { NO_VALUE, resolved, type Evaluated, type Evaluator, type Resolved } from './resolved';

/** What is known about a deployment beside its template. */
export interface Given extends Environment {
  /** Values of parameters; a parameter that is not named has its default. */
  readonly parameters?: { readonly [name: string]: string };
}

/** Fills in parameters, mappings, conditions and the functions of CloudFormation. */
export class Resolver implements Evaluator {
  public readonly holds: Evaluator['holds'];
  private readonly parameters: JsonObject;
  private readonly mappings: JsonObject;
  private readonly resources: JsonObject;

  constructor(template: JsonObject, private readonly given: Given) {
    this.parameters = objectOf(template.Parameters);
    this.mappings = objectOf(template.Mappings);
    this.resources = objectOf(template.Resources);
    const conditions = new Conditions(objectOf(template.Conditions), this.evaluate);
    this.holds = (condition) => conditions.holds(condition);
  }

  // functions take this object apart, so what they call is bound to it.
  public readonly evaluate = (json: Json): Evaluated => {
    if (Array.isArray(json)) return json.map((item: Json) => this.evaluate(item)).filter((item) => item !== NO_VALUE);
    if (!isObject(json)) return json as Resolved;
    const [name, ...more] = Object.keys(json);
    if (name !== undefined && more.length === 0 && isFunction(name)) return this.call(name, json[name]);
    return Object.fromEntries(Object.entries(json)
      .map(([key, item]) => [key, this.evaluate(item)] as const)
      .filter((entry): entry is readonly [string, Resolved] => entry[1] !== NO_VALUE));
  };

  public readonly named = (name: string): Evaluated => {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (name in this.resources) return Deferred.toResource(name);
    const parameter = this.parameters[name];
    const value = isObject(parameter)
      ? parameterValue(parameter, this.given.parameters?.[name])
      : pseudoParameter(name, this.given);
    return value ?? Deferred.named(name);
  };

  public mapped(map: string, key: string, entry: string): Resolved | undefined {
    return objectOf(objectOf(this.mappings[map])[key])[entry] as Resolved | undefined;
  }

  private call(name: string, argument: Json): Evaluated {
    const value = FUNCTIONS[name]?.(argument, this);
    if (value !== undefined) return value;
    const parts = resolved(this.evaluate(argument));
    return Deferred.call(name.replace('Fn::', ''), Array.isArray(parts) ? parts : [parts]);
  }
}

function isFunction(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::');
}
