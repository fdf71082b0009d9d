// samples in Go: pointers to values, `nil` for what is left out, and the package before each name.
import type { JsiiType } from './assemblies';
import { flatOf, type Code, type Item, type Style } from './layout';
import type { Arguments, Entry, Statement, Value } from './model';
import { capitalized, escaped, Printer, quoted, type Block } from './printer';

const ALIASES: Record<string, string> = { cdkelasticweb: 'elasticweb' };
const MAJOR: Record<string, string> = { 'aws-cdk-lib': '/v2', 'constructs': '/v10', 'cdk-elastic-web': '' };

export class GoPrinter extends Printer {
  protected readonly style: Style = { indent: '\t', comment: '//', width: 110 };
  private readonly packages = new Set<string>();

  public imports(): readonly string[] {
    return [...this.packages].sort();
  }

  /** As a place of the CDK takes it: texts, numbers and flags by pointer. */
  protected value(value: Value): Code {
    switch (value.kind) {
      case 'text': case 'template': case 'file': return ['jsii.String(', this.plain(value), ')'];
      case 'number': return this.jsii(`Number(${value.value})`);
      case 'boolean': return this.jsii(`Bool(${value.value})`);
      case 'self': return 'stack';
      case 'variable': return value.plain ? this.jsii(`String(${value.name})`) : value.name;
      case 'new': return [this.typeName(value.fqn, 'New'), this.called(value.args)];
      case 'call': return [this.value(value.on), `.${capitalized(value.name)}`, this.called(value.args)];
      case 'static': return [`${this.typeName(value.fqn)}_${capitalized(value.name)}`, this.called(value.args)];
      case 'own':
        return [value.name, this.list('(', ')', value.args.values.map((arg) => ({ code: this.plain(arg) })), '')];
      case 'constant': return `${this.typeName(value.fqn)}_${value.name}${value.isMember ? '' : '()'}`;
      case 'property': return [this.value(value.on), `.${capitalized(value.name)}${value.inStruct ? '' : '()'}`];
      case 'struct': return this.struct(value.fqn, value.entries);
      case 'map': return this.map(value.type, value.element, value.entries);
      case 'list': {
        const open = `${value.type.collection ? '&' : ''}[]${this.type(value.element)}{`;
        return this.list(open, '}', value.items.map((item) => ({ code: this.value(item) })), ',');
      }
      case 'cast': return [this.value(value.value), `.(${this.type(value.type)})`];
      case 'compared': return [this.plain(value.left), ` ${value.operator} `, this.plain(value.right)];
      case 'both': case 'either':
        return [this.value(value.left), value.kind === 'both' ? ' && ' : ' || ', this.value(value.right)];
      case 'given': return [this.value(value.value), ' != nil'];
      case 'missing': return [this.value(value.value), ' == nil'];
    }
  }

  protected simple(statement: Statement): readonly Code[] {
    switch (statement.kind) {
      case 'declare': {
        const isPlain = statement.value.kind === 'text' || statement.value.kind === 'template';
        return [[`${statement.name} := `, isPlain ? this.plain(statement.value) : this.value(statement.value)]];
      }
      case 'context':
        return this.context(statement.name, flatOf(this.value(statement.value)) ?? '', statement.fallback);
      case 'print':
        this.packages.add('"fmt"');
        return [['fmt.Println(', this.plain(statement.value), ')']];
      case 'fail': return [['panic(', this.plain(statement.value), ')']];
      case 'do': return [this.value(statement.value)];
      default: throw new Error(`a ${statement.kind} is a block`);
    }
  }

  protected block(statement: Statement): Block {
    switch (statement.kind) {
      case 'if': return { open: `if ${flatOf(this.value(statement.condition))} {`, close: '}' };
      case 'each':
        return { open: `for _, ${statement.name} := range *${flatOf(this.value(statement.of))} {`, close: '}' };
      case 'function': {
        const typed = statement.parameters
          .map(({ name, type }) => `${name} ${this.type(type).replace('*string', 'string')}`);
        return { open: `func ${statement.name}(${typed.join(', ')}) {`, close: '}' };
      }
      default: throw new Error(`a ${statement.kind} is no block`);
    }
  }

  /** A type as it stands in a list, a map or a signature. */
  public type(type: JsiiType): string {
    if (type.fqn !== undefined) return `${this.assemblies.isStruct(type) ? '*' : ''}${this.typeName(type.fqn)}`;
    if (type.collection?.kind === 'array') return `*[]${this.type(type.collection.elementtype)}`;
    if (type.collection?.kind === 'map') return `*map[string]${this.type(type.collection.elementtype)}`;
    return { string: '*string', number: '*float64', boolean: '*bool' }[type.primitive ?? ''] ?? 'interface{}';
  }

  /** As Go takes it: the text itself. */
  private plain(value: Value): Code {
    switch (value.kind) {
      case 'text': case 'file': this.jsii(''); return quoted(value.value);
      case 'number': return value.value;
      case 'variable': return value.plain || value.type.fqn !== undefined ? value.name : `*${value.name}`;
      case 'template':
        this.jsii('');
        return value.parts.flatMap((part, i) => [
          i > 0 ? ' + ' : '', typeof part === 'string' ? `"${escaped(part)}"` : this.plain(part),
        ]);
      default: return value.type.primitive === undefined ? this.value(value) : ['*', this.value(value)];
    }
  }

  private context(name: string, value: string, fallback: string | undefined): string[] {
    if (fallback !== undefined) {
      return [`${name}, given := ${value}.(string)`, 'if !given {', `\t${name} = ${quoted(fallback)}`, '}'];
    }
    return [`var ${name} *string`, `if given, isText := ${value}.(string); isText {`, `\t${name} = &given`, '}'];
  }

  private struct(fqn: string, entries: readonly Entry[]): Code {
    const items = entries.map((entry) => this.entry(entry, (name, code) => [`${capitalized(name)}: `, code]));
    return { ...this.list(`&${this.typeName(fqn)}{`, '}', items, ','), aligned: true };
  }

  private map(type: JsiiType, element: JsiiType, entries: readonly Entry[]): Code {
    const items = entries.map((entry) => this.entry(entry, (name, code) => [`${quoted(name)}: `, code]));
    return {
      ...this.list(`${type.collection ? '&' : ''}map[string]${this.type(element)}{`, '}', items, ','), aligned: true,
    };
  }

  private called({ values, omitted }: Arguments): Code {
    const items = [...values
      .map((value) => this.value(value)), ...omitted.map((type) => this.nothing(type))].map((code) => ({ code }));
    return { ...this.list('(', ')', items, ','), hugs: true };
  }

  /** What stands for a value that is left out: members of enums are texts, which cannot be nil. */
  private nothing({ fqn }: JsiiType): Code {
    return fqn !== undefined && this.assemblies.type(fqn).kind === 'enum' ? '""' : 'nil';
  }

  private list(
    open: string, close: string, items: readonly Item[], last: string,
  ): Exclude<Code, string | readonly Code[]> {
    return { open, close, items, between: ',', last, pad: '' };
  }

  private jsii(call: string): string {
    this.packages.add('"github.com/aws/jsii-runtime-go"');
    return `jsii.${call}`;
  }

  private typeName(fqn: string, prefix = ''): string {
    const module = this.assemblies.moduleOf(fqn);
    const [assembly, ...inner] = module.split('.');
    const { moduleName, packageName } = this.assemblies.targets(assembly).go ?? {};
    const parts = [packageName ?? assembly.replaceAll('-', ''), ...inner.map((part) => part.replaceAll('_', ''))];
    const alias = ALIASES[parts.at(-1) ?? ''];
    const url = [moduleName, ...parts.slice(0, 1)].join('/') + (MAJOR[assembly] ?? '') + parts.slice(1)
      .map((part) => `/${part}`).join('');
    this.packages.add(`${alias === undefined ? '' : `${alias} `}"${url}"`);
    return `${alias ?? parts.at(-1)}.${prefix}${this.assemblies.localName(fqn).replaceAll('.', '_')}`;
  }
}
