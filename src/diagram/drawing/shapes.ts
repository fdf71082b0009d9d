/** A corner and a size. */
export interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

interface Painted { readonly color: string; readonly opacity?: number }

/** What a picture is made of. */
export type Shape = BoxShape | LineShape | AreaShape | TextShape;

export interface BoxShape extends Painted, Box {
  readonly kind: 'box'; readonly radius?: number; readonly border?: string;
}

export interface LineShape extends Painted {
  readonly kind: 'line'; readonly points: readonly Point[]; readonly width: number; readonly dash?: string;
}

export interface AreaShape extends Painted { readonly kind: 'area'; readonly points: readonly Point[] }

/** A place in the picture. */
export interface Point { readonly x: number; readonly y: number }

export interface TextShape {
  readonly kind: 'text'; readonly x: number; readonly y: number; readonly words: string; readonly size: number;
  readonly color: string; readonly anchor?: 'start' | 'middle' | 'end'; readonly bold?: boolean;
  /** The same words in parts that look different. */
  readonly parts?: readonly TextPart[];
}

export interface TextPart { readonly words: string; readonly color?: string; readonly bold?: boolean }

/** How wide a text is at most: fonts differ, so the widest common one counts. */
export function widthOf(words: string, size: number): number {
  return [...words].reduce((sum, letter) => sum + (/[ilj.,:;|'!\s()]/.test(letter)
    ? 0.36
    : /[A-Zmw%@]/.test(letter)
      ? 0.76
      : 0.58), 0) * size;
}

/** As much of a text as fits. */
export function fitted(words: string, size: number, width: number): string {
  if (widthOf(words, size) <= width) return words;
  let cut = words;
  while (cut.length > 0 && widthOf(`${cut}…`, size) > width) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}

/** What a shape covers. */
export function boundsOf(shape: Shape): Box {
  if (shape.kind === 'box') return shape;
  if (shape.kind === 'text') {
    const width = widthOf(shape.words, shape.size);
    const before = { start: 0, middle: width / 2, end: width }[shape.anchor ?? 'start'];
    return { x: shape.x - before, y: shape.y - shape.size, width, height: shape.size * 1.25 };
  }
  const [xs, ys] = [shape.points.map(({ x }) => x), shape.points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** What a screen reader says instead of a picture. */
export interface Spoken { readonly title: string; readonly description: string }

/** The picture itself. It names no font of its own, so it looks the same without a network. */
export function svgOf(
  shapes: readonly Shape[], { width, height }: { width: number; height: number }, spoken?: Spoken,
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`
    + (spoken ? ' role="img" aria-labelledby="title description"' : '')
    + ' font-family="system-ui, -apple-system, \'Segoe UI\', Roboto, Helvetica, Arial, sans-serif">',
    ...spoken
      ? [
          element('title', { id: 'title' }, escaped(spoken.title)),
          element('desc', { id: 'description' }, escaped(spoken.description)),
        ]
      : [],
    ...shapes.map(elementOf),
    '</svg>',
    '',
  ].join('\n');
}

function elementOf(shape: Shape): string {
  switch (shape.kind) {
    case 'box': return element('rect', {
      x: n(shape.x), y: n(shape.y), width: n(shape.width), height: n(shape.height), rx: shape.radius, fill: shape.color,
      stroke: shape.border, opacity: shape.opacity,
    });
    case 'line': return element('polyline', {
      'points': pointsOf(shape.points), 'fill': 'none', 'stroke': shape.color, 'stroke-width': shape.width,
      'stroke-linejoin': 'round', 'stroke-dasharray': shape.dash,
    });
    case 'area': return element('polygon', {
      points: pointsOf(shape.points), fill: shape.color, opacity: shape.opacity,
    });
    case 'text': return element('text', {
      'x': n(shape.x), 'y': n(shape.y), 'font-size': shape.size, 'fill': shape.color,
      'text-anchor': shape.anchor === 'start' ? undefined : shape.anchor, 'font-weight': shape.bold ? 600 : undefined,
    }, (shape.parts ?? [shape]).map((part) => partOf(part, shape)).join(''));
  }
}

function element(name: string, attributes: Readonly<Record<string, string | number | undefined>>, inner = ''): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const start = [name, ...given.map(([key, value]) => `${key}="${value}"`)].join(' ');
  return inner === '' ? `<${start}/>` : `<${start}>${inner}</${name}>`;
}

function partOf({ words, color, bold }: TextPart, whole: TextShape): string {
  if ((color ?? whole.color) === whole.color && (bold ?? false) === (whole.bold ?? false)) return escaped(words);
  return element('tspan', { 'fill': color, 'font-weight': bold ? 600 : undefined }, escaped(words));
}

function pointsOf(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${n(x)},${n(y)}`).join(' ');
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Signs that XML cannot hold are left out. */
function escaped(words: string): string {
  return words.replace(/[^\P{Cc}\n\t]/gu, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
