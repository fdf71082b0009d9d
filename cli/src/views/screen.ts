/** The size of a screen. */
interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Clears the screen, and begins at its top. */
const CLEAR = '\x1b[2J\x1b[H';
/** Begins a colour or a weight, which ends with "m" and takes no place. */
const STYLE = '\x1b[';

/**
 * A page on a screen, in place of what stood there: what does not fit is left out, because a page that is higher or
 * wider than the screen would push its own beginning out of sight.
 */
export function drawn(page: string, { columns, rows }: Size): string {
  const lines = page.trimEnd().split('\n');
  // the last line is for the cursor.
  const isWhole = lines.length < rows;
  const shown = isWhole ? lines : lines.slice(0, Math.max(1, rows - 2));
  const rest = isWhole ? [] : [`… ${lines.length - shown.length} more lines in a higher window, or with "status"`];
  return `${CLEAR}${[...shown, ...rest].map((line) => narrowed(line, columns)).join('\n')}\n`;
}

/** The beginning of a line, with all its colours, so that none goes on behind it. */
function narrowed(line: string, columns: number): string {
  let left = columns;
  const taken = (text: string) => {
    const signs = [...text].slice(0, left);
    left -= signs.length;
    return signs.join('');
  };
  const [plain, ...styled] = line.split(STYLE);
  return taken(plain) + styled.map((part) => {
    const end = part.indexOf('m') + 1;
    return `${STYLE}${part.slice(0, end)}${taken(part.slice(end))}`;
  }).join('');
}
