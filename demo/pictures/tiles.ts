import { alarmNameOf, type WidgetBody } from './bodies';
import { seeded } from './series';
import { fitted, type Box, type Shape } from '../../src/diagram/drawing/shapes';
import type { Theme } from '../../src/diagram/drawing/themes';

const GAP = 8;
const COLUMNS = 4;
const TITLE = 33;
const SIZE = 11;
const HEIGHT = 28;
const PAD = 6;

/** Whether an alarm is raised on the made-up day. */
function isRaised(name: string): boolean {
  return seeded(name)() < 0.06;
}

/** The tiles of an alarm widget, raised ones first. */
export function tileShapes({ properties }: WidgetBody, frame: Box, theme: Theme): Shape[] {
  const onlyRaised = properties.states?.includes('ALARM') === true;
  const names = (properties.alarms ?? []).map(alarmNameOf).filter((name) => !onlyRaised || isRaised(name))
    .sort((one, other) => Number(isRaised(other)) - Number(isRaised(one)));
  if (names.length === 0) {
    return [{ kind: 'text', x: frame.x + 16, y: frame.y + TITLE + 18, words: 'None', size: SIZE, color: theme.quiet }];
  }
  const width = (frame.width - 32 - GAP * (COLUMNS - 1)) / COLUMNS;
  const height = HEIGHT;
  const rows = Math.floor((frame.height - TITLE - PAD + GAP) / (height + GAP));
  return names.slice(0, rows * COLUMNS).flatMap((name, i): Shape[] => {
    const [x, y] = [
      frame.x + 16 + (i % COLUMNS) * (width + GAP), frame.y + TITLE + Math.floor(i / COLUMNS) * (height + GAP),
    ];
    const color = isRaised(name) ? theme.alarm : theme.ok;
    return [
      { kind: 'box', x, y, width, height, radius: 4, color, opacity: 0.16 },
      { kind: 'box', x, y, width: 4, height, radius: 2, color },
      { kind: 'text', x: x + 14, y: y + 18, words: fitted(name, SIZE, width - 24), size: SIZE, color: theme.words },
    ];
  });
}
