// what the jsii assemblies of the library, the CDK and constructs say about a type: its members, and its module in each
// language.
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** As jsii writes the type of a value. */
export interface JsiiType {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: JsiiType };
  readonly union?: { readonly types: readonly JsiiType[] };
}

export interface Parameter {
  readonly name: string;
  readonly type: JsiiType;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}
export interface Property {
  readonly name: string;
  readonly type: JsiiType;
  readonly optional?: boolean;
  readonly static?: boolean;
}
export interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly returns?: { readonly type: JsiiType; readonly optional?: boolean };
}
export interface TypeOfAssembly {
  readonly fqn: string;
  readonly name: string;
  readonly assembly: string;
  readonly namespace?: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: { readonly parameters?: readonly Parameter[] };
  readonly methods?: readonly Method[];
  readonly properties?: readonly Property[];
  readonly members?: readonly { readonly name: string }[];
}
export type Targets = Partial<Record<'python' | 'java' | 'go' | 'dotnet', Readonly<Record<string, string>>>>;
interface Assembly {
  readonly name: string;
  readonly targets: Targets;
  readonly types: Readonly<Record<string, TypeOfAssembly>>;
  readonly submodules?: Readonly<Record<string, { readonly targets?: Targets }>>;
}

export class Assemblies {
  /** Of the library in `root`, which has to be compiled, and of what it needs. */
  public static in(root: string): Assemblies {
    return new Assemblies([root, 'node_modules/aws-cdk-lib', 'node_modules/constructs']
      .map((folder) => read(path.resolve(root, folder))));
  }

  private readonly assemblies: ReadonlyMap<string, Assembly>;

  private constructor(all: readonly Assembly[]) {
    this.assemblies = new Map(all.map((assembly) => [assembly.name, assembly]));
  }

  public find(fqn: string): TypeOfAssembly | undefined {
    return this.assemblies.get(fqn.split('.')[0])?.types[fqn];
  }

  public type(fqn: string): TypeOfAssembly {
    const found = this.find(fqn);
    if (found === undefined) throw new Error(`${fqn} is not a type of the library, the CDK or constructs`);
    return found;
  }

  public isStruct(type: JsiiType): boolean {
    return type.fqn !== undefined && this.type(type.fqn).datatype === true;
  }

  public isModule(fqn: string): boolean {
    return this.assemblies.get(fqn.split('.')[0])?.submodules?.[fqn] !== undefined || this.assemblies.has(fqn);
  }

  /** Module of a type: `aws-cdk-lib.aws_ec2`, also for a type that is inside of a class. */
  public moduleOf(fqn: string): string {
    const outer = fqn.slice(0, fqn.lastIndexOf('.'));
    return this.isModule(outer) ? outer : this.moduleOf(outer);
  }

  /** Name within its module: `Vpc`, or `CfnHealthCheck.HealthCheckConfigProperty`. */
  public localName(fqn: string): string {
    return fqn.slice(this.moduleOf(fqn).length + 1);
  }

  public targets(module: string): Targets {
    const assembly = this.assemblies.get(module.split('.')[0]);
    return (module === assembly?.name ? assembly.targets : assembly?.submodules?.[module]?.targets) ?? {};
  }

  /** The type that has a method, which may be a base, and the method. */
  public method(fqn: string, name: string): { owner: string; method: Method } | undefined {
    return this.inherited(fqn, (type) => {
      const method = type.methods?.find((candidate) => candidate.name === name);
      return method && { owner: type.fqn, method };
    });
  }

  public property(fqn: string, name: string): { owner: string; property: Property } | undefined {
    return this.inherited(fqn, (type) => {
      const property = type.properties?.find((candidate) => candidate.name === name);
      return property && { owner: type.fqn, property };
    });
  }

  public parametersOf(fqn: string): readonly Parameter[] {
    return this.inherited(fqn, (type) => type.initializer)?.parameters ?? [];
  }

  /** Of a struct, with those of the structs that it extends. */
  public allProperties(fqn: string): readonly Property[] {
    const { properties = [], interfaces = [] } = this.type(fqn);
    const all = [...properties, ...interfaces.flatMap((parent) => this.allProperties(parent))];
    return [...new Map(all.map((property) => [property.name, property])).values()];
  }

  /** Name of a type in C#, where no member may be called like its class. */
  public dotnetName({ name, kind, methods = [], properties = [] }: TypeOfAssembly): string {
    const members = [...methods, ...properties].map((member) => member.name.toLowerCase());
    return kind === 'class' && members.includes(name.toLowerCase()) ? `${name}_` : name;
  }

  public dotnetNamespace(module: string): string {
    const own = this.targets(module).dotnet?.namespace;
    if (own !== undefined) return own;
    const outer = module.slice(0, module.lastIndexOf('.'));
    const name = module.slice(outer.length + 1);
    return `${this.dotnetNamespace(outer)}.${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  }

  private inherited<T>(fqn: string, of: (type: TypeOfAssembly) => T | undefined): T | undefined {
    const type = this.type(fqn);
    const own = of(type);
    if (own !== undefined) return own;
    for (const parent of [type.base, ...type.interfaces ?? []]) {
      const found = parent === undefined ? undefined : this.inherited(parent, of);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function read(folder: string): Assembly {
  const file = path.join(folder, '.jsii');
  const content = JSON.parse(fs.readFileSync(file, 'utf8')) as Assembly & { filename?: string };
  if (content.filename === undefined) return content;
  return JSON.parse(gunzipSync(fs.readFileSync(path.join(folder, content.filename))).toString()) as Assembly;
}
