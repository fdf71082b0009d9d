import type { CostRange } from '../../cost';
import { fitted, widthOf, type Box, type Shape } from '../drawing/shapes';
import type { Theme } from '../drawing/themes';
import { costWords } from '../drawing/words';
import { COLORS, SIZES } from './sizes';

/** Bold letters are wider. */
const BOLD = 1.12;
const STRIPE = 4;

/** A box with a name, what it is, and what it costs. */
export interface Bar {
  readonly name: string;
  readonly what: string;
  readonly monthly?: CostRange;
  readonly color: string;
  readonly box: Box;
  /** Instances or tasks of each zone that the bar covers. */
  readonly units?: { readonly minimum: number; readonly maximum: number; readonly zones: number };
}

/** The shapes of a bar. */
export function barShapes(bar: Bar, theme: Theme): Shape[] {
  const { box, color, what, monthly } = bar;
  const [left, right] = [box.x + STRIPE + 10, box.x + box.width - 12];
  const price = monthly && monthly.maximum > 0 ? costWords(monthly) : '';
  const room = right - left - (price === '' ? 0 : widthOf(price, SIZES.text) + 12);
  return [
    { kind: 'box', ...box, radius: 6, color: theme.widget, border: theme.border },
    { kind: 'box', x: box.x, y: box.y + 6, width: STRIPE, height: box.height - 12, radius: 2, color },
    {
      kind: 'text', x: left, y: box.y + 21, size: SIZES.name, color: theme.words, bold: true,
      words: fitted(bar.name, SIZES.name * BOLD, room),
    },
    ...price === ''
      ? []
      : [{
          kind: 'text', x: right, y: box.y + 21, size: SIZES.text, color: theme.words, anchor: 'end', words: price,
        } as const],
    {
      kind: 'text', x: left, y: box.y + 39, size: SIZES.text, color: theme.quiet,
      words: fitted(what, SIZES.text, right - left),
    },
    ...unitShapes(bar, theme),
  ];
}

/** A square for each unit, in the zone where it is likely to run: filled if it always does. */
function unitShapes({ units, box, color }: Bar, theme: Theme): Shape[] {
  if (!units) return [];
  const { minimum, maximum, zones } = units;
  const width = box.width / zones;
  const fits = Math.max(1, Math.floor((width - 2 * 14 - 26) / SIZES.unitStep));
  return Array.from({ length: zones }, (_, zone) => {
    const inZone = (count: number) => Math.floor(count / zones) + (zone < count % zones ? 1 : 0);
    const [always, most] = [inZone(minimum), inZone(maximum)];
    const shown = Math.min(most, fits);
    const [x, y] = [box.x + zone * width + 14, box.y + SIZES.bar - 4];
    return [
      ...Array.from({ length: shown }, (__, i): Shape => ({
        kind: 'box', x: x + i * SIZES.unitStep, y, width: SIZES.unit, height: SIZES.unit, radius: 3,
        color: i < always ? color : theme.widget, border: color,
      })),
      ...most > shown
        ? [{
            kind: 'text', x: x + shown * SIZES.unitStep, y: y + 10, size: SIZES.small, color: theme.quiet,
            words: `+${most - shown}`,
          } as const]
        : [],
    ];
  }).flat();
}

/** The color of a tier. */
export function colorOf(tier: 'edge' | 'entrance' | 'compute' | 'data'): string {
  return COLORS[tier];
}
