import { badTexts } from './support';
import { DiagramTheme, SimulationPicture } from '../../src/diagram';
import { THEMES } from '../../src/diagram/drawing/themes';
import { timelineOf } from '../../src/diagram/timeline/drawing';
import { LoadTrace, type SimulationRun } from '../../src/simulation';
import { describedTier } from '../cost/templates/described-tier';
import { JUMP, runOf, serviceTemplate } from '../simulation/support';

const RUNS: [string, SimulationRun][] = [
  ['a jump', runOf(describedTier())],
  ['a day with noise', runOf(describedTier(), {
    trace: LoadTrace.diurnal({ lowValue: 500, highValue: 9000 }).withNoise(10, 1),
  })],
  ['a month', runOf(describedTier(), { trace: LoadTrace.diurnal({ lowValue: 500, highValue: 9000, days: 31 }) })],
  ['a minute', runOf(describedTier(), { trace: LoadTrace.csv('0,5\n') })],
  ['nothing', runOf(describedTier(), { trace: LoadTrace.steps([{ atSeconds: 0, value: 0 }]) })],
  ['targets that are near to each other', runOf(serviceTemplate())],
];

test.each(RUNS)('%s has no text that covers another one', (_, run) => {
  const drawing = timelineOf(run, 'A title', THEMES[0]);

  expect(badTexts(drawing.shapes, drawing)).toEqual([]);
  expect(drawing.shapes.length).toBeLessThan(1000);
});

test('a run is drawn with its load, its capacity, its alarms and what it drops', () => {
  const svg = SimulationPicture.of(runOf(describedTier()), 'From 1,000 to 10,000 users').toSvg();

  expect(svg).toContain('<title id="title">From 1,000 to 10,000 users</title>');
  expect(svg).toMatch(/<desc id="description">The load is too much for [\d.]+ minutes; /);
  expect(svg).toContain('After 13 minutes from 2 to 4: High saw 100, above 70.');
  for (const words of ['Load', 'dropped', 'what serves can bear', 'above 70 %', 'below 30 %', 'alarm: too much']) {
    expect(svg).toContain(`>${words}</text>`);
  }
});

test('a picture has the same bytes each time, and other colors in the dark', () => {
  const draw = (theme?: DiagramTheme) => SimulationPicture.of(runOf(serviceTemplate(), { trace: JUMP })).toSvg(theme);

  expect(draw()).toBe(draw(DiagramTheme.LIGHT));
  expect(draw()).toContain('>Service</text>');
  expect(draw(DiagramTheme.DARK)).not.toBe(draw());
});
