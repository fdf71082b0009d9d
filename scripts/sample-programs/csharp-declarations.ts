// declarations in C# of what samples use of the library, the CDK and constructs, as jsii-pacmak makes them: no package
// registry of .NET is needed to compile the samples against them. Members whose name no sample has are left out.
import type { Assemblies, JsiiType, Method, Parameter, Property, TypeOfAssembly } from '../translation/assemblies';
import { capitalized } from '../translation/printer';

/** A way to make a base class: nothing here is ever run. */
const NEVER = 'Declarations.Never';

export class CSharpDeclarations {
  private readonly waiting: string[];
  private readonly seen = new Set<string>();

  /**
   * @param fqns types that samples name
   * @param words names that samples have
   */
  constructor(
    private readonly assemblies: Assemblies, fqns: Iterable<string>, private readonly words: ReadonlySet<string>,
  ) {
    this.waiting = [...fqns];
  }

  public text(): string {
    const all = ['namespace Declarations { public class Never {} }'];
    for (let fqn = this.waiting.pop(); fqn !== undefined; fqn = this.waiting.pop()) {
      if (this.seen.has(fqn)) continue;
      this.seen.add(fqn);
      all.push(this.placed(this.assemblies.type(fqn)));
    }
    return all.join('\n');
  }

  /** In its namespace, and in the class that it is a part of. */
  private placed(type: TypeOfAssembly): string {
    const outer = this.assemblies.localName(type.fqn).split('.').slice(0, -1);
    const declared = outer.reduceRight(
      (inner, name) => `public partial class ${name} { ${inner} }`, this.declared(type));
    return `namespace ${this.namespaceOf(type.fqn)} { ${declared} }`;
  }

  private declared(type: TypeOfAssembly): string {
    const name = this.assemblies.dotnetName(type);
    if (type.kind === 'enum') {
      return `public enum ${name} { ${(type.members ?? []).map((member) => member.name).join(', ')} }`;
    }
    if (type.datatype) return this.struct(type);
    const members = [
      ...this.used([...type.properties ?? [], ...this.leftOut(type)])
        .map((property) => this.property(property, type.kind)),
      ...this.used(type.methods).map((method) => this.method(method, type.kind)),
    ];
    const parents = [type.base, ...type.interfaces ?? []].filter((parent) => parent !== undefined);
    const heads = parents.map((parent) => this.type({ fqn: parent }));
    const head = `${name}${heads.length > 0 ? ` : ${heads.join(', ')}` : ''}`;
    if (type.kind === 'interface') return `public interface ${head} { ${members.join(' ')} }`;
    const base = type.base === undefined ? '' : ` : base((${NEVER})null)`;
    const made = this.initializerOf(type);
    const constructors = [
      `protected ${name}(${NEVER} never)${base} {}`,
      ...made === undefined ? [] : [`public ${name}(${this.parameters(made)})${base} {}`],
    ];
    const before = type.abstract ? 'public abstract' : 'public';
    return `${before} partial class ${head} { ${[...constructors, ...members].join(' ')} }`;
  }

  private struct(type: TypeOfAssembly): string {
    const own = this.used(type.properties);
    const all = this.used(this.assemblies.allProperties(type.fqn));
    const parents = (type.interfaces ?? []).map((parent) => this.type({ fqn: parent }));
    const head = `I${type.name}${parents.length > 0 ? ` : ${parents.join(', ')}` : ''}`;
    const named = (property: Property) => `${this.optional(property)} ${capitalized(property.name)}`;
    const getters = own.map((property) => `${named(property)} { get; }`).join(' ');
    const fields = all.map((property) => `public ${named(property)} { get; set; }`).join(' ');
    return `public interface ${head} { ${getters} } public class ${type.name} : I${type.name} { ${fields} }`;
  }

  private property(property: Property, kind: string): string {
    const before = kind === 'interface' ? '' : `public ${property.static ? 'static ' : 'virtual '}`;
    const body = kind === 'interface' ? '{ get; }' : '{ get { throw null; } }';
    return `${before}${this.optional(property)} ${capitalized(property.name)} ${body}`;
  }

  private method({ name, returns, parameters, ...method }: Method, kind: string): string {
    const before = kind === 'interface' ? '' : `public ${method.static ? 'static ' : 'virtual '}`;
    const result = returns === undefined ? 'void' : this.optional(returns);
    const body = kind === 'interface' ? ';' : ' { throw null; }';
    return `${before}${result} ${capitalized(name)}(${this.parameters(parameters ?? [])})${body}`;
  }

  private parameters(parameters: readonly Parameter[]): string {
    return parameters.map((parameter) => {
      if (parameter.variadic) return `params ${this.type(parameter.type)}[] @${parameter.name}`;
      return `${this.optional(parameter)} @${parameter.name}${parameter.optional ? ' = null' : ''}`;
    }).join(', ');
  }

  /** Numbers, flags and members of enums need a mark where they may be left out. */
  private optional({ type, optional }: { type: JsiiType; optional?: boolean }): string {
    const isValue = ['number', 'boolean', 'date'].includes(type.primitive ?? '')
      || (type.fqn !== undefined && this.assemblies.type(type.fqn).kind === 'enum');
    return `${this.type(type)}${optional && isValue ? '?' : ''}`;
  }

  private type(type: JsiiType): string {
    if (type.fqn !== undefined) {
      this.waiting.push(type.fqn);
      const [name, ...outer] = this.assemblies.localName(type.fqn).split('.').reverse();
      const plain = this.assemblies.dotnetName(this.assemblies.type(type.fqn));
      const own = this.assemblies.isStruct(type) ? `I${name}` : plain;
      return [`global::${this.namespaceOf(type.fqn)}`, ...outer.reverse(), own].join('.');
    }
    if (type.collection?.kind === 'array') return `${this.type(type.collection.elementtype)}[]`;
    if (type.collection !== undefined) {
      return `System.Collections.Generic.IDictionary<string, ${this.type(type.collection.elementtype)}>`;
    }
    const primitives = { string: 'string', number: 'double', boolean: 'bool', date: 'System.DateTime' };
    return primitives[type.primitive as keyof typeof primitives] ?? 'object';
  }

  private used<T extends { readonly name: string }>(members: readonly T[] | undefined): readonly T[] {
    return (members ?? []).filter(({ name }) => this.words.has(capitalized(name)));
  }

  /** What interfaces leave to a class, which leaves it out. */
  private leftOut(type: TypeOfAssembly): readonly Property[] {
    if (type.kind !== 'class') return [];
    return (type.interfaces ?? []).flatMap((parent) => this.assemblies.allProperties(parent)).filter(({ name }) => {
      const owner = this.assemblies.property(type.fqn, name)?.owner ?? '';
      return this.assemblies.type(owner).kind === 'interface';
    });
  }

  private initializerOf(type: TypeOfAssembly): readonly Parameter[] | undefined {
    if (type.initializer !== undefined) return type.initializer.parameters ?? [];
    return undefined;
  }

  private namespaceOf(fqn: string): string { return this.assemblies.dotnetNamespace(this.assemblies.moduleOf(fqn)); }
}
