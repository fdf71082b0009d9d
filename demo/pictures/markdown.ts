import type { WidgetBody } from './bodies';
import { fitted, type Box, type Shape, type TextPart } from '../../src/diagram/drawing/shapes';
import type { Theme } from '../../src/diagram/drawing/themes';

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
  const parts: TextPart[] = [...line.matchAll(PARTS)].map(([, link, strong, words]) => ({
    words: (link ?? strong ?? words).replace(/\\(.)/g, '$1'), color: link === undefined ? undefined : theme.link,
    bold: bold || strong !== undefined,
  }));
  const words = parts.map((part) => part.words).join('');
  const shown = fitted(words, size, frame.width - 8);
  const fits = shown === words;
  return [{
    kind: 'text', x: frame.x + 4, y, words: shown, size, color: theme.words, bold, parts: fits ? parts : undefined,
  }];
}
