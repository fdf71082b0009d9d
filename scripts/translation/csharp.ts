// samples in C#: props are classes with initializers, members begin with a capital letter.
import type { JsiiType } from './assemblies';
import { flatOf, type Code, type Item, type Style } from './layout';
import type { Arguments, Entry, Statement, Value } from './model';
import { capitalized, fallback, Printer, quoted, type Block } from './printer';

const KEYWORDS = [
  'base', 'checked', 'event', 'lock', 'namespace', 'object',
  'operator', 'out', 'params', 'ref', 'string',
];

export class CSharpPrinter extends Printer {
  protected readonly style: Style = { indent: '    ', comment: '//' };
  private readonly modules = new Map<string, string>();
  /** Types that were named. */
  public readonly named = new Set<string>();

  /** Twice: whether a name is clear depends on all namespaces of the sample. */
  public override print(statements: readonly Statement[], depth = 0): string {
    super.print(statements, depth);
    return super.print(statements, depth);
  }

  public imports(): readonly string[] {
    return [...new Set(this.modules.values())].sort().map((namespace) => `using ${namespace};`);
  }

  protected value(value: Value): Code {
    switch (value.kind) {
      case 'text': case 'file': return quoted(value.value);
      case 'number': return value.value;
      case 'boolean': return String(value.value);
      case 'template': return ['$"', ...value.parts.map((part) => this.part(part)), '"'];
      case 'self': return 'this';
      case 'variable': return nameOf(value.name);
      case 'new': return [`new ${this.typeName(value.fqn)}`, this.called(value.args)];
      case 'call': return [this.value(value.on), `.${capitalized(value.name)}`, this.called(value.args)];
      case 'static': return [`${this.typeName(value.fqn)}.${capitalized(value.name)}`, this.called(value.args)];
      case 'own': return [capitalized(value.name), this.called(value.args)];
      case 'constant': return `${this.typeName(value.fqn)}.${capitalized(value.name)}`;
      case 'property': return [this.value(value.on), `.${capitalized(value.name)}`];
      case 'struct': return this.struct(value.fqn, value.entries);
      case 'map': return this.map(value.element, value.entries);
      case 'list': return this.list(value.element, value.items);
      case 'cast': return [`(${this.type(value.type)})`, this.value(value.value)];
      case 'compared': return [this.value(value.left), ` ${value.operator} `, this.value(value.right)];
      case 'both': case 'either':
        return [this.value(value.left), value.kind === 'both' ? ' && ' : ' || ', this.value(value.right)];
      case 'given': return [this.value(value.value), ' != null'];
      case 'missing': return [this.value(value.value), ' == null'];
    }
  }

  protected simple(statement: Statement): readonly Code[] {
    switch (statement.kind) {
      case 'declare': return [[`var ${nameOf(statement.name)} = `, this.value(statement.value), ';']];
      case 'context':
        return [[
          `var ${nameOf(statement.name)} = (string)`, this.value(statement.value),
          `${fallback(' ?? ', statement.fallback)};`,
        ]];
      case 'print': return [['System.Console.WriteLine(', this.value(statement.value), ');']];
      case 'fail': return [['throw new System.InvalidOperationException(', this.value(statement.value), ');']];
      case 'do': return [[this.value(statement.value), ';']];
      default: throw new Error(`a ${statement.kind} is a block`);
    }
  }

  protected block(statement: Statement): Block {
    switch (statement.kind) {
      case 'if': return { open: `if (${flatOf(this.value(statement.condition))}) {`, close: '}' };
      case 'each':
        return { open: `foreach (var ${nameOf(statement.name)} in ${flatOf(this.value(statement.of))}) {`, close: '}' };
      case 'function': {
        const typed = statement.parameters.map(({ name, type }) => `${this.type(type)} ${nameOf(name)}`);
        return { open: `void ${capitalized(statement.name)}(${typed.join(', ')}) {`, close: '}' };
      }
      default: throw new Error(`a ${statement.kind} is no block`);
    }
  }

  /** A type as it stands before a variable, and in a list. */
  public type(type: JsiiType): string {
    if (type.fqn !== undefined) return this.typeName(type.fqn, this.assemblies.isStruct(type));
    if (type.collection?.kind === 'array') return `${this.type(type.collection.elementtype)}[]`;
    if (type.collection?.kind === 'map') return `IDictionary<string, ${this.type(type.collection.elementtype)}>`;
    return { string: 'string', number: 'double', boolean: 'bool' }[type.primitive ?? ''] ?? 'object';
  }

  private struct(fqn: string, entries: readonly Entry[]): Code {
    const items = entries.map((entry) => this.entry(entry, (name, code) => [`${capitalized(name)} = `, code]));
    return braces(`new ${this.typeName(fqn)} {`, items);
  }

  private map(element: JsiiType, entries: readonly Entry[]): Code {
    this.modules.set('System.Collections.Generic', 'System.Collections.Generic');
    const items = entries.map((entry) => this.entry(entry, (name, code) => [`[${quoted(name)}] = `, code]));
    return braces(`new Dictionary<string, ${this.type(element)}> {`, items);
  }

  private list(element: JsiiType, items: readonly Value[]): Code {
    const type = element.primitive === 'string' ? '' : ` ${this.type(element)}`;
    return braces(`new${type}[] {`, items.map((item) => ({ code: this.value(item) })));
  }

  private called({ values }: Arguments): Code {
    const items = values.map((value) => ({ code: this.value(value) }));
    return { open: '(', close: ')', items, between: ',', last: '', pad: '', hugs: true };
  }

  /** @param asInterface the interface of a struct, which lists are made of */
  private typeName(fqn: string, asInterface = false): string {
    const module = this.assemblies.moduleOf(fqn);
    const namespace = this.assemblies.dotnetNamespace(module);
    this.modules.set(module, namespace);
    this.named.add(fqn);
    const [name, ...outer] = this.assemblies.localName(fqn).split('.').reverse();
    const plain = this.assemblies.dotnetName(this.assemblies.type(fqn));
    const own = [...outer.reverse(), asInterface ? `I${name}` : plain].join('.');
    return this.isClear(own.split('.')[0], module) ? own : `${namespace}.${own}`;
  }

  private isClear(name: string, module: string): boolean {
    return [...this.modules.keys()]
      .every((other) => other === module || this.assemblies.find(`${other}.${name}`) === undefined);
  }
}

function braces(open: string, items: readonly Item[]): Code {
  return { open, close: '}', items, between: ',', last: ',', pad: ' ' };
}

function nameOf(name: string): string {
  return KEYWORDS.includes(name) ? `@${name}` : name;
}
