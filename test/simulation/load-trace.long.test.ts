import fc from 'fast-check';
import { runOf } from './support';
import { LoadTrace } from '../../src/simulation';
import { describedTier } from '../cost/templates/described-tier';

describe('whatever the load', () => {
  const steps = fc.array(fc.record({
    seconds: fc.integer({ min: 1, max: 900 }), value: fc.integer({ min: 0, max: 15_000 }),
  }), { minLength: 1, maxLength: 8 }).map((gaps) => {
    let at = 0;
    return gaps.map(({ seconds, value }, i) => ({ atSeconds: i === 0 ? 0 : (at += seconds), value }));
  });

  test('capacity stays within its bounds, nothing is dropped twice, and the bytes are the same', () => {
    fc.assert(fc.property(steps, (points) => {
      const play = () => runOf(describedTier(), { trace: LoadTrace.steps(points) });
      const run = play();

      expect(run.decisions.every(({ toUnits }) => toUnits >= 2 && toUnits <= 10)).toBe(true);
      expect(run.droppedPercent).toBeLessThanOrEqual(100);
      expect(run.averageCapacity).toBeGreaterThanOrEqual(2);
      expect(play().toJson()).toBe(run.toJson());
    }), { numRuns: 25, seed: 1 });
  });

  // a load that falls may meet a cooldown that a larger one has begun earlier.
  test('more of one that does not fall never lowers the peak', () => {
    const rising = steps.map((points) => {
      const values = points.map(({ value }) => value).sort((a, b) => a - b);
      return points.map(({ atSeconds }, i) => ({ atSeconds, value: values[i] }));
    });
    fc.assert(fc.property(rising, fc.double({ min: 1, max: 3, noNaN: true }), (points, factor) => {
      const peak = (times: number) => runOf(describedTier(), {
        trace: LoadTrace.steps(points.map(({ atSeconds, value }) => ({ atSeconds, value: value * times }))),
      }).peakCapacity;

      expect(peak(factor)).toBeGreaterThanOrEqual(peak(1));
    }), { numRuns: 40, seed: 1 });
  });
});
