// what a synthesis costs beside the CDK by hand, in calls of functions: their number is the same in each run.
import { costOfResource } from '../../bench/figures';
import { withSubjects } from '../../bench/measurement';

describe('a resource takes about as many calls of functions as with the CDK by hand', () => {
  // measured on 2026-11-27: 1.06 and 1.03. With one service most of the rest is loading files.
  const LIMITS = [[1, 1.1], [10, 1.06]] as const;
  const found = withSubjects((measure) => LIMITS.map(([services, limit]) => {
    const [ours, byHand] = ['elastic-web', 'l2'].map((subject) => measure(subject, services, { countsCalls: true }));
    return { services, limit, ours, byHand, ratio: costOfResource(ours, byHand, 'calls') };
  }));

  test.each(found)('with $services services', ({ ratio, limit, ours, byHand }) => {
    expect(byHand.calls).toBeGreaterThan(100_000);
    expect(ours.resources).toBeGreaterThan(50);
    expect(ratio).toBeLessThan(limit);
    expect(ratio).toBeGreaterThan(0.5);
  });
});
