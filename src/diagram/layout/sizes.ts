/** Measures of a picture of an app, in pixels. */
export const SIZES = {
  margin: 24,
  /** Between a frame and what stands inside. */
  padding: 12,
  gap: 12,
  title: 18,
  name: 14,
  text: 12,
  small: 10,
  /** Height of a bar with two lines, and what a row of units adds. */
  bar: 52,
  units: 24,
  unit: 12,
  unitStep: 16,
  /** Height that a line to another part takes at the edge of a bar. */
  slot: 18,
  /** Room for the words at a line, and between two lines. */
  label: 84,
  lane: 12,
} as const;

/** Width of one zone: few zones are wide, so that names fit. */
export function zoneWidth(count: number): number {
  return Math.max(190, Math.floor(440 / count));
}

/** Colors of parts and lines that are read on light and on dark ground. */
export const COLORS = {
  edge: '#8250df', entrance: '#2e7dd1', compute: '#d07a00', data: '#1a8f5c', network: '#7b8794',
  lines: ['#2e7dd1', '#d07a00', '#1a8f5c', '#8250df', '#c2410c', '#0e8a9a'],
} as const;
