// lines of code that are at most 100 characters wide where they can be.
const WIDTH = 100;

/** Code: a text, things in a row, or a group that gets a line for each item where one line is not enough. */
export type Code = string | readonly Code[] | Group;

export interface Group {
  readonly open: Code;
  readonly items: readonly Item[];
  readonly close: string;
  /** Between items, and behind the last where each has a line: `,` and `,`, or nothing. */
  readonly between: string;
  readonly last: string;
  /** Around the items in one line. */
  readonly pad: string;
  /** Whether the last item may spread over lines while the others stay where they are. */
  readonly hugs?: boolean;
  /** Whether the end is on a line as deep as the items, as in a chain of calls. */
  readonly deepClose?: boolean;
  /** Whether values behind the names of entries begin in one column, as gofmt wants them. */
  readonly aligned?: boolean;
}

export interface Item { readonly code: Code; readonly before?: readonly string[]; readonly behind?: string }

export interface Style { readonly indent: string; readonly comment: string; readonly width?: number }

/** `code` as text; `depth` is how deep its lines are indented. */
export function layout(code: Code, style: Style, depth = 0, column = depth * 4, reserve = 0): string {
  if (typeof code === 'string') return code;
  const flat = flatOf(code);
  if (flat !== undefined && column + flat.length + reserve <= (style.width ?? WIDTH)) return flat;
  if ('open' in code) return spread(code, style, depth, column);
  return inRow(code, style, depth, column, reserve);
}

/** One line of code, or nothing where a comment needs more. */
export function flatOf(code: Code): string | undefined {
  if (typeof code === 'string') return code;
  if (!('open' in code)) return joined(code.map(flatOf), '');
  if (code.items.some(({ before, behind }) => before?.length || behind !== undefined)) return undefined;
  const open = flatOf(code.open);
  const inside = joined(code.items.map((item) => flatOf(item.code)), code.between === '' ? '' : `${code.between} `);
  if (open === undefined || inside === undefined) return undefined;
  return inside === '' ? open + code.close : open + code.pad + inside + code.pad + code.close;
}

function joined(parts: readonly (string | undefined)[], between: string): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join(between) : undefined;
}

function inRow(parts: readonly Code[], style: Style, depth: number, column: number, reserve: number): string {
  let text = '';
  parts.forEach((part, i) => {
    const rest = parts.slice(i + 1)
      .map((next) => typeof next === 'string' ? next.length : 1).reduce((a, b) => a + b, reserve);
    text += layout(part, style, depth, columnAfter(text, column), rest);
  });
  return text;
}

function columnAfter(text: string, column: number): number {
  const line = text.lastIndexOf('\n');
  return line < 0 ? column + text.length : text.length - line - 1;
}

function spread(group: Group, style: Style, depth: number, column: number): string {
  const open = layout(group.open, style, depth, column);
  if (group.items.length === 0) return open + group.close;
  const last = group.items.at(-1);
  const head = group.items.slice(0, -1);
  if (group.hugs && last !== undefined && !last.before?.length && last.behind === undefined && isGroup(last.code)) {
    const flat = joined(head
      .map(({ code, before, behind }) => before?.length || behind !== undefined ? undefined : flatOf(code)), ', ');
    const start = open + (flat ? `${flat}, ` : '');
    if (flat !== undefined && !start.includes('\n') && column + start.length <= (style.width ?? WIDTH)) {
      const hugged
        = start + layout(last.code, style, depth, column + start.length, group.close.length + 1) + group.close;
      if (column + hugged.indexOf('\n') <= (style.width ?? WIDTH)) return hugged;
    }
  }
  const margin = style.indent.repeat(depth + 1);
  const texts = group.items.map(({ code }, i) => {
    const comma = i < group.items.length - 1 ? group.between : group.last;
    return margin + layout(code, style, depth + 1, (depth + 1) * 4, comma.length) + comma;
  });
  const lines = (group.aligned ? inColumns(texts) : texts).flatMap((text, i) => {
    const { before, behind } = group.items[i];
    return [...(before ?? []).map((comment) => `${margin}${style.comment} ${comment}`),
      behind === undefined ? text : `${text}${style.comment === '#' ? '  ' : ' '}${style.comment} ${behind}`];
  });
  if (!group.deepClose) return [open, ...lines, style.indent.repeat(depth) + group.close].join('\n');
  return [open, ...lines, ...(group.close === '' ? [] : [margin + group.close])].join('\n');
}

function isGroup(code: Code): boolean {
  if (typeof code === 'string') return false;
  if ('open' in code) return code.items.length > 0;
  const last = code.at(-1);
  return last !== undefined && isGroup(last);
}

/** `name: value` of neighbours with one line each, with the values in one column. */
function inColumns(texts: readonly string[]): string[] {
  const runs = texts.reduce<string[][]>((all, text, i) => {
    const joins = i > 0 && !text.includes('\n') && !texts[i - 1].includes('\n');
    return joins ? [...all.slice(0, -1), [...all.at(-1) ?? [], text]] : [...all, [text]];
  }, []);
  return runs.flatMap((run) => {
    const widest = Math.max(...run.map((text) => text.indexOf(': ')));
    return run.length === 1
      ? run
      : run.map((text) => {
          const end = text.indexOf(': ');
          return `${text.slice(0, end + 1)}${' '.repeat(widest - end + 1)}${text.slice(end + 2)}`;
        });
  });
}
