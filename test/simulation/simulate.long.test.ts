import { HIGH, LOW, scenario, TWO_MORE } from './scenarios';
import { simplePolicy } from '../../src/simulation/engine/policy';
import { simulate } from '../../src/simulation/engine/simulate';

describe('whatever the load', () => {
  const loads = Array.from({ length: 40 }, (_, seed) => (seconds: number) =>
    500 + 200 * seed + 4000 * Math.abs(Math.sin((seed + 1) * seconds / 2000)));
  const policies = [
    simplePolicy(HIGH, TWO_MORE, 300), simplePolicy(LOW, { type: 'ChangeInCapacity', value: -1 }, 300),
  ];

  test('the capacity stays within its bounds, and the same scenario has the same outcome', () => {
    for (const load of loads) {
      const [one, other] = [1, 2].map(() => simulate(scenario(policies, { load })));

      expect(one.events.every(({ to }) => to >= 2 && to <= 10)).toBe(true);
      expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    }
  });

  test('twice the load never has a lower peak', () => {
    for (const load of loads) {
      const peaks = [1, 2].map((times) =>
        simulate(scenario(policies, { load: (second) => times * load(second) })).peak);

      expect(peaks[1]).toBeGreaterThanOrEqual(peaks[0]);
    }
  });
});
