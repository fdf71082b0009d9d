import { escapeHtml } from './layout.ts';
import { qrCode } from './qr.ts';

/** Light room around the code, in cells; readers need it. */
const MARGIN = 4;

/** The code as a drawing that a page or a file can hold; nothing when the text is too long for one. */
export function qrDrawing(text: string): string {
  const cells = qrCode(text);
  if (cells === undefined) return '';
  const size = cells.length + 2 * MARGIN;
  const runs = cells.flatMap((row, y) => [...row.map((dark) => dark ? '#' : ' ').join('').matchAll(/#+/g)]
    .map(({ index, 0: run }) => `M${index + MARGIN} ${y + MARGIN}h${run.length}v1h-${run.length}z`));
  return `<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 ${size} ${size}" role="img" `
    + `aria-label="QR code of ${escapeHtml(text)}" shape-rendering="crispEdges">`
    + `<rect width="${size}" height="${size}" fill="#ffffff"/><path d="${runs.join('')}" fill="#000000"/></svg>`;
}
