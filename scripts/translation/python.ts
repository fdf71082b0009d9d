// samples in Python: props are keyword arguments, names are in snake case.
import { flatOf, type Code, type Group, type Item, type Style } from './layout';
import type { Arguments, Entry, Statement, Value } from './model';
import { fallback, Printer, quoted, snake, type Block } from './printer';

const KEYWORDS = ['from', 'import', 'in', 'is', 'lambda', 'not', 'or', 'and', 'pass', 'with', 'global', 'class'];
/** How samples call the modules of the CDK whose names are long. */
const SHORT: Record<string, string> = {
  aws_certificatemanager: 'acm', aws_elasticloadbalancingv2: 'elbv2', aws_cloudwatch_actions: 'cloudwatch_actions',
};

export class PythonPrinter extends Printer {
  protected readonly style: Style = { indent: '    ', comment: '#' };
  private readonly imported = new Map<string, Set<string>>();

  public imports(): readonly string[] {
    return [...this.imported].map(([module, names]) => `from ${module} import ${[...names].sort().join(', ')}`).sort();
  }

  protected value(value: Value): Code {
    switch (value.kind) {
      case 'text': return quoted(value.value);
      case 'number': return value.value;
      case 'boolean': return value.value ? 'True' : 'False';
      case 'template': return ['f"', ...value.parts.map((part) => this.part(part)), '"'];
      case 'self': return 'self';
      case 'file': return `str(${this.from('pathlib', 'Path')}(__file__).parent / ${quoted(value.value)})`;
      case 'variable': return nameOf(value.name);
      case 'new': return this.called(this.typeName(value.fqn), value.args);
      case 'call': return this.called([this.value(value.on), `.${nameOf(value.name)}`], value.args);
      case 'static': return this.called(`${this.typeName(value.fqn)}.${nameOf(value.name)}`, value.args);
      case 'own': return this.called(nameOf(value.name), value.args);
      case 'constant':
        return `${this.typeName(value.fqn)}.${value.isMember ? value.name : snake(value.name).toUpperCase()}`;
      case 'property': return [this.value(value.on), `.${nameOf(value.name)}`];
      case 'struct': return group(`${this.typeName(value.fqn)}(`, ')', this.keywords(value.entries));
      case 'map':
        return group('{', '}', value.entries
          .map((entry) => this.entry(entry, (name, code) => [`${quoted(name)}: `, code])));
      case 'list': return group('[', ']', value.items.map((item) => ({ code: this.value(item) })));
      case 'cast': return this.value(value.value);
      case 'compared': return [this.value(value.left), ` ${value.operator} `, this.value(value.right)];
      case 'both': case 'either':
        return [this.value(value.left), value.kind === 'both' ? ' and ' : ' or ', this.value(value.right)];
      case 'given': return [this.value(value.value), ' is not None'];
      case 'missing': return [this.value(value.value), ' is None'];
    }
  }

  protected simple(statement: Statement): readonly Code[] {
    switch (statement.kind) {
      case 'declare': return [[`${nameOf(statement.name)} = `, this.value(statement.value)]];
      case 'context':
        return [[`${nameOf(statement.name)} = `, this.value(statement.value), fallback(' or ', statement.fallback)]];
      case 'print': return [['print(', this.value(statement.value), ')']];
      case 'fail': return [['raise RuntimeError(', this.value(statement.value), ')']];
      case 'do': return [this.value(statement.value)];
      default: throw new Error(`a ${statement.kind} is a block`);
    }
  }

  protected block(statement: Statement): Block {
    switch (statement.kind) {
      case 'if': return { open: `if ${flatOf(this.value(statement.condition))}:`, close: undefined };
      case 'each':
        return { open: `for ${nameOf(statement.name)} in ${flatOf(this.value(statement.of))}:`, close: undefined };
      case 'function': {
        const typed = statement.parameters
          .map(({ name, type }) => `${nameOf(name)}: ${type.fqn ? this.typeName(type.fqn) : 'str'}`);
        return { open: `def ${nameOf(statement.name)}(${typed.join(', ')}) -> None:`, close: undefined };
      }
      default: throw new Error(`a ${statement.kind} is no block`);
    }
  }

  private called(callee: Code, { values, endsInStruct }: Arguments): Code {
    const last = values.at(-1);
    const positional = endsInStruct ? values.slice(0, -1) : values;
    const named = endsInStruct && last?.kind === 'struct' ? this.keywords(last.entries) : [];
    return group([callee, '('], ')', [...positional.map((value) => ({ code: this.value(value) })), ...named]);
  }

  private keywords(entries: readonly Entry[]): Item[] {
    return entries.map((entry) => this.entry(entry, (name, code) => [`${nameOf(name)}=`, code]));
  }

  /** Types of a root module by name, others behind the name of their module. */
  private typeName(fqn: string): string {
    const module = this.assemblies.moduleOf(fqn);
    const local = this.assemblies.localName(fqn);
    const python = this.assemblies.targets(module).python?.module ?? module.replaceAll('-', '_');
    const [root, sub] = python.split('.');
    if (sub === undefined) return this.from(root, local.split('.')[0]) + local.slice(local.split('.')[0].length);
    const alias = SHORT[sub] ?? sub.replace(/^aws_/, '');
    this.from(root, alias === sub ? sub : `${sub} as ${alias}`);
    return `${alias}.${local}`;
  }

  private from(module: string, name: string): string {
    this.imported.set(module, (this.imported.get(module) ?? new Set()).add(name));
    return name;
  }
}

function group(open: Code, close: string, items: readonly Item[]): Group {
  return { open, close, items, between: ',', last: ',', pad: '' };
}

function nameOf(name: string): string {
  const python = snake(name);
  return KEYWORDS.includes(python) ? `${python}_` : python;
}
