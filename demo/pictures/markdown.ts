import type { WidgetBody } from './bodies';
import { fitted, widthOf, type Box, type Shape } from './shapes';
import type { Theme } from './themes';

const HEADINGS: Readonly<Record<string, number>> = { '#': 24, '##': 18, '###': 15 };
const BODY = 13;
const PARTS = /\[((?:\\.|[^\]])*)\]\([^)]*\)|\*\*((?:\\.|[^*])*)\*\*|((?:\\.|[^[*\\])+)/g;

/** As much of Markdown as the dashboards use: headings, bold words, links. */
export function markdownShapes({ properties }: WidgetBody, frame: Box, theme: Theme): Shape[] {
  const lines = (properties.markdown ?? '').split('\n\n');
  let y = frame.y;
  return lines.flatMap((line) => {
    const [, marks, rest] = /^(?:(#{1,3}) )?([^]*)$/.exec(line)!;
    const size = HEADINGS[marks] ?? BODY;
    y += Math.max(size * 1.35, 24);
    return lineShapes(rest, { size, y: y - 6, bold: marks !== undefined }, frame, theme);
  });
}

function lineShapes(
  line: string, { size, y, bold }: { size: number; y: number; bold: boolean }, frame: Box, theme: Theme,
): Shape[] {
  let x = frame.x + 4;
  return [...line.matchAll(PARTS)].flatMap(([, link, strong, words]): Shape[] => {
    const all = (link ?? strong ?? words).replace(/\\(.)/g, '$1');
    const shown = fitted(all, size, frame.x + frame.width - x);
    const at = x;
    x += widthOf(all, size) * 0.93;
    if (shown === '…' || x > frame.x + frame.width + widthOf(all, size)) return [];
    return [{
      kind: 'text', x: at, y, words: shown, size, color: link === undefined ? theme.words : theme.link,
      bold: bold || strong !== undefined,
    }];
  });
}
