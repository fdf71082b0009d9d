import { isObject, objectOf, type JsonObject } from './json';
import { parse } from './parse';
import { resolved } from './resolved';
import { Resolver, type Given } from './resolver';
import { pathInMetadata, Resource } from './resource';
import { Value } from './value';

/** How a template is read. */
export interface TemplateOptions extends Given {
  /** Construct paths by logical id, for templates whose metadata do not tell them. */
  readonly paths?: { readonly [logicalId: string]: string };
}

/**
 * A template of CloudFormation, read: resources with parameters, mappings, conditions and functions filled in as far as
 * they are known before a deployment.
 */
export class Template {
  /** Reads a template in JSON or YAML, short forms such as `!Ref` included. */
  public static parse(text: string, options: TemplateOptions = {}): Template {
    return new Template(parse(text), options);
  }

  /** The resources that will be made, in the order of the template. */
  public readonly resources: readonly Resource[];
  private readonly byId: ReadonlyMap<string, Resource>;
  private readonly resolver: Resolver;

  /** @param json the template as an object, for example `assertions.Template.toJSON()` */
  constructor(public readonly json: JsonObject, private readonly options: TemplateOptions = {}) {
    if (!isObject(json) || !isObject(json.Resources)) {
      throw new Error('not a template of CloudFormation: it has no "Resources"');
    }
    const wrong = Object.entries(json.Resources).find(([id, resource]) => !isResource(id, resource));
    if (wrong) throw new Error(`not a template of CloudFormation: the resource ${wrong[0]} has no "Type"`);
    this.resolver = new Resolver(json, options);
    this.resources = Object.entries(json.Resources)
      .flatMap(([logicalId, definition]) => this.resourceOf(logicalId, objectOf(definition)));
    this.byId = new Map(this.resources.map((resource) => [resource.logicalId, resource]));
  }

  /** Resources of some types, in the order of the template. */
  public ofType(...types: readonly string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  public find(logicalId: string): Resource | undefined {
    return this.byId.get(logicalId);
  }

  /** The resource that a value names, itself or by an attribute. */
  public target(value: Value): Resource | undefined {
    return value.reference && this.find(value.reference.logicalId);
  }

  /** Every resource that stands somewhere inside a value, each once. */
  public targets(value: Value): Resource[] {
    const ids = new Set(value.references.map(({ logicalId }) => logicalId));
    return [...ids].flatMap((logicalId) => this.find(logicalId) ?? []);
  }

  /** Resources of which some value, or `DependsOn`, names this one. */
  public usersOf(resource: Resource): Resource[] {
    return this.resources.filter(({ needs }) => needs.includes(resource.logicalId));
  }

  /** What stands in the template as the default of a parameter: for a public parameter of AWS, its name. */
  public parameterDefault(name: string): string | undefined {
    return new Value(resolved(objectOf(objectOf(this.json.Parameters)[name]).Default ?? null)).text;
  }

  /** Names of the outputs, in the order of the template. */
  public get outputNames(): string[] {
    return Object.keys(objectOf(this.json.Outputs));
  }

  /** The value of an output. */
  public output(name: string): Value {
    const output = objectOf(objectOf(this.json.Outputs)[name]);
    return new Value('Value' in output ? resolved(this.resolver.evaluate(output.Value)) : undefined);
  }

  /** The value that this template exports for other stacks under a name. */
  public exported(name: string): Value | undefined {
    const output = Object.entries(objectOf(this.json.Outputs)).find(([, each]) => {
      const exportName = objectOf(objectOf(each).Export).Name ?? null;
      return new Value(resolved(this.resolver.evaluate(exportName))).text === name;
    });
    return output && this.output(output[0]);
  }

  private resourceOf(logicalId: string, definition: JsonObject): Resource[] {
    const isMade = 'Condition' in definition ? this.resolver.holds(definition.Condition) : true;
    if (isMade === false) return [];
    const path = this.options.paths?.[logicalId] ?? pathInMetadata(definition) ?? logicalId;
    return [new Resource(logicalId, path, resolved(this.resolver.evaluate(definition)), isMade === undefined)];
  }
}

/** Loops and macros stand between the resources, with a name that begins like that of a function. */
function isResource(id: string, resource: unknown): boolean {
  return id.startsWith('Fn::') || typeof objectOf(resource).Type === 'string';
}
