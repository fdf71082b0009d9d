// samples in Java: builders, getters, and the types of variables.
import type { JsiiType } from './assemblies';
import { flatOf, type Code, type Item, type Style } from './layout';
import type { Arguments, Entry, Statement, Value } from './model';
import { capitalized, escaped, Printer, quoted, type Block } from './printer';

export class JavaPrinter extends Printer {
  protected readonly style: Style = { indent: '    ', comment: '//' };
  /** Names in the sample, and what each stands for. */
  private readonly imported = new Map<string, string>();

  public imports(): readonly string[] {
    return [...this.imported.values()].map((name) => `import ${name};`).sort();
  }

  protected value(value: Value): Code {
    switch (value.kind) {
      case 'text': case 'file': return quoted(value.value);
      case 'number': return value.value;
      case 'boolean': return String(value.value);
      case 'template': return value.parts.flatMap((part, i) => [
        i > 0 ? ' + ' : '', typeof part === 'string' ? `"${escaped(part)}"` : this.value(part),
      ]);
      case 'self': return 'this';
      case 'variable': return value.name;
      case 'new': return this.created(value.fqn, value.args);
      case 'call': return [this.value(value.on), `.${value.name}`, this.called(value.args)];
      case 'static': return [`${this.typeName(value.fqn)}.${value.name}`, this.called(value.args)];
      case 'own': return [value.name, this.called(value.args)];
      case 'constant': return `${this.typeName(value.fqn)}.${value.name}`;
      case 'property': return [this.value(value.on), `.get${capitalized(value.name)}()`];
      case 'struct': return this.built(`${this.typeName(value.fqn)}.builder()`, value.entries);
      case 'map': return this.map(value.entries);
      case 'list':
        return group(`${this.util('List')}.of(`, ')', value.items.map((item) => ({ code: this.value(item) })));
      case 'cast': return [`(${this.type(value.type)}) `, this.value(value.value)];
      case 'compared': return [this.number(value.left), ` ${value.operator} `, this.number(value.right)];
      case 'both': case 'either':
        return [this.value(value.left), value.kind === 'both' ? ' && ' : ' || ', this.value(value.right)];
      case 'given': return [this.value(value.value), ' != null'];
      case 'missing': return [this.value(value.value), ' == null'];
    }
  }

  protected simple(statement: Statement): readonly Code[] {
    switch (statement.kind) {
      case 'declare':
        return [[`${this.type(statement.value.type)} ${statement.name} = `, this.value(statement.value), ';']];
      case 'context':
        return [[`String ${statement.name} = `, ...this.context(statement.value, statement.fallback), ';']];
      case 'print': return [['System.out.println(', this.value(statement.value), ');']];
      case 'fail': return [['throw new IllegalStateException(', this.value(statement.value), ');']];
      case 'do': return [[this.value(statement.value), ';']];
      default: throw new Error(`a ${statement.kind} is a block`);
    }
  }

  protected block(statement: Statement): Block {
    switch (statement.kind) {
      case 'if': return { open: `if (${flatOf(this.value(statement.condition))}) {`, close: '}' };
      case 'each':
        return {
          open: `for (${this.type(statement.element)} ${statement.name} : ${flatOf(this.value(statement.of))}) {`,
          close: '}',
        };
      case 'function': {
        const typed = statement.parameters.map(({ name, type }) => `${this.type(type)} ${name}`);
        return { open: `static void ${statement.name}(${typed.join(', ')}) {`, close: '}' };
      }
      default: throw new Error(`a ${statement.kind} is no block`);
    }
  }

  /** A type as it stands before a variable. */
  public type(type: JsiiType): string {
    if (type.fqn !== undefined) return this.typeName(type.fqn);
    if (type.collection?.kind === 'array') return `${this.util('List')}<${this.type(type.collection.elementtype)}>`;
    if (type.collection?.kind === 'map') {
      return `${this.util('Map')}<String, ${this.type(type.collection.elementtype)}>`;
    }
    return { string: 'String', number: 'Number', boolean: 'Boolean' }[type.primitive ?? ''] ?? 'Object';
  }

  private context(value: Value, fallback: string | undefined): Code[] {
    if (fallback === undefined) return ['(String) ', this.value(value)];
    return [
      group(`${this.util('Objects')}.requireNonNullElse(`, ')', [
        { code: ['(String) ', this.value(value)] }, { code: quoted(fallback) },
      ]),
    ];
  }

  private created(fqn: string, args: Arguments): Code {
    const last = args.values.at(-1);
    if (!args.endsInStruct || last?.kind !== 'struct') return [`new ${this.typeName(fqn)}`, this.called(args)];
    const before = { ...args, values: args.values.slice(0, -1) };
    return this.built([`${this.typeName(fqn)}.Builder.create`, this.called(before)], last.entries);
  }

  private built(open: Code, entries: readonly Entry[]): Code {
    const items = entries.map((entry) => this.entry(entry, (name, code) => [`.${setterOf(name)}(`, code, ')']));
    return { open, items, close: '.build()', between: '', last: '', pad: '', deepClose: true };
  }

  /** `Map.of` has another order in each run of a program, and with it the template would be another one each time. */
  private map(entries: readonly Entry[]): Code {
    const items = entries.map((entry) => this.entry(entry, (name, code) => [`${quoted(name)}, `, code]));
    return group(`new ${this.util('TreeMap')}<>(${this.util('Map')}.of(`, '))', items);
  }

  private called({ values }: Arguments): Code {
    return { ...group('(', ')', values.map((value) => ({ code: this.value(value) }))), hugs: true };
  }

  private number(value: Value): Code {
    return value.kind === 'number' ? value.value : [this.value(value), '.doubleValue()'];
  }

  private typeName(fqn: string): string {
    const module = this.assemblies.moduleOf(fqn);
    const [outer, ...inner] = this.assemblies.localName(fqn).split('.');
    return [this.import(`${this.packageOf(module)}.${outer}`), ...inner].join('.');
  }

  private packageOf(module: string): string {
    const own = this.assemblies.targets(module).java?.package;
    if (own !== undefined) return own;
    const outer = module.slice(0, module.lastIndexOf('.'));
    return `${this.packageOf(outer)}.${module.slice(outer.length + 1)}`;
  }

  private util(name: string): string { return this.import(`java.util.${name}`); }

  /** The simple name, or the whole one where the simple name is taken. */
  private import(whole: string): string {
    const simple = whole.slice(whole.lastIndexOf('.') + 1);
    const taken = this.imported.get(simple);
    if (taken !== undefined && taken !== whole) return whole;
    this.imported.set(simple, whole);
    return simple;
  }
}

function group(open: Code, close: string, items: readonly Item[]): Exclude<Code, string | readonly Code[]> {
  return { open, close, items, between: ',', last: '', pad: '' };
}

/** As jsii names the methods of builders: `enforceSSL` is `enforceSsl`. */
function setterOf(name: string): string {
  return name.replaceAll(/(?<=[A-Z])[A-Z]+(?![a-z])/g, (others) => others.toLowerCase());
}
