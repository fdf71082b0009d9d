// what the printers of all languages share: statements with their comments, and blocks.
import type { Assemblies } from './assemblies';
import { layout, type Code, type Item, type Style } from './layout';
import type { Comments, Entry, Statement, Value } from './model';

export interface Block { readonly open: string; readonly close: string | undefined }

export abstract class Printer {
  protected abstract readonly style: Style;

  constructor(protected readonly assemblies: Assemblies) {}

  /** @param depth how deep the statements are indented, as a part of something around them */
  public print(statements: readonly Statement[], depth = 0): string {
    return this.lines(statements, depth).join('\n');
  }

  /** What the statements that were printed need. */
  public abstract imports(): readonly string[];
  protected abstract value(value: Value): Code;
  /** A statement without others inside. */
  protected abstract simple(statement: Statement): readonly Code[];
  /** The line that begins a block, and the one that ends it. */
  protected abstract block(statement: Statement): Block;

  protected lines(statements: readonly Statement[], depth: number): string[] {
    return statements.flatMap((statement, i) => [
      ...(statement.gap && i > 0 ? [''] : []),
      ...this.commented(statement.comments, this.statement(statement, depth), depth),
    ]);
  }

  protected entry({ name, value, comments }: Entry, form: (name: string, value: Code) => Code): Item {
    return { code: form(name, this.value(value)), ...comments };
  }

  /** A part of a text with values in it, where braces hold the values. */
  protected part(part: string | Value): Code {
    return typeof part === 'string' ? escaped(part).replaceAll(/[{}]/g, '$&$&') : ['{', this.value(part), '}'];
  }

  private statement(statement: Statement, depth: number): string[] {
    const margin = this.style.indent.repeat(depth);
    const inside = statement.kind === 'if'
      ? statement.then
      : statement.kind === 'each' || statement.kind === 'function' ? statement.body : undefined;
    if (inside === undefined) return this.simple(statement).map((code) => margin + layout(code, this.style, depth));
    const { open, close } = this.block(statement);
    return [margin + open, ...this.lines(inside, depth + 1), ...(close === undefined ? [] : [margin + close])];
  }

  private commented({ before, behind }: Comments, lines: string[], depth: number): string[] {
    const { comment, indent } = this.style;
    const above = before.map((words) => `${indent.repeat(depth)}${comment} ${words}`);
    if (behind === undefined) return [...above, ...lines];
    return [...above, ...lines.slice(0, -1), `${lines.at(-1)}${comment === '#' ? '  ' : ' '}${comment} ${behind}`];
  }
}

export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** What stands in for a text that is not there, behind an operator. */
export function fallback(operator: string, text: string | undefined): string {
  return text === undefined ? '' : operator + quoted(text);
}

/** Inside of quotes. */
export function escaped(text: string): string {
  return quoted(text).slice(1, -1);
}

export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** As jsii names things in Python: `serverlessV2MinCapacity` is `serverless_v2_min_capacity`. */
export function snake(name: string): string {
  return name.replaceAll(/([KMG])iB/g, '$1ib')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll(/([A-Z]+)([A-Z][a-z]+)/g, '$1_$2').toLowerCase();
}
