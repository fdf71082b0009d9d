import fc from 'fast-check';
import { Lazy } from 'aws-cdk-lib';
import { defaultPriority, EVERYTHING, type Conditions } from '../../src/ingress/conditions';

const of = (hosts: string[], paths: string[] = []): Conditions => ({ hosts, paths });
const priority = (conditions: Conditions) => defaultPriority(conditions, 'Stack/Shop');

// R-LB-4
describe('the default priority of a rule', () => {
  test('asks the more specific rule first', () => {
    const ordered = [
      of(['a.example.com'], ['/api/v2/*']), of(['a.example.com'], ['/api/*']), of(['a.example.com']),
      of(['*.example.com'], ['/api/*']), of(['*.example.com']),
      of([], ['/api/v2/orders/*']), of([], ['/api/v2/*']), of([], ['/api/*']), EVERYTHING,
    ].map(priority);

    expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
    expect(new Set(ordered).size).toBe(ordered.length);
  });

  test('counts the segments before the first wildcard, of the least specific path', () => {
    const band = (path: string[]) => Math.floor(priority(of([], path)) / 1000);

    expect(band(['/'])).toBeGreaterThanOrEqual(39);
    expect(band(['*.php'])).toBeGreaterThanOrEqual(39);
    expect(band(['/a/b'])).toBeLessThan(39);
    expect(band(['/a/b', '/a*'])).toBeGreaterThanOrEqual(39);
    expect(priority(of([], ['/a/b', '/*']))).toBe(49_000);
  });

  test('a host with every path is a host', () => {
    expect(priority(of(['a.example.com'], ['/*']))).toBeGreaterThanOrEqual(16_000);
    expect(priority(of(['a.example.com'], ['/*']))).toBeLessThan(26_000);
  });

  test('takes the whole place of the owner where the conditions are only known at deployment', () => {
    const token = () => Lazy.string({ produce: () => 'a.example.com' });

    expect(defaultPriority(of([token()]), 'Stack/Shop')).toBe(defaultPriority(of([token()]), 'Stack/Shop'));
    expect(defaultPriority(of([token()]), 'Stack/Shop')).not.toBe(defaultPriority(of([token()]), 'Stack/Search'));
  });

  // CloudFormation makes the rule of a split before it removes that of the route that it takes over from, and the other
  // way round.
  test('a split stands right after a route with the same conditions', () => {
    for (const conditions of [EVERYTHING, of(['shop.example.com']), of(['shop.example.com'], ['/a/b'])]) {
      expect(defaultPriority(conditions, 'Stack/Split', true)).toBe(priority(conditions) + 1);
    }
  });

  test('is always one that AWS accepts, and leaves 1 to 999 to the user', () => {
    fc.assert(fc.property(
      fc.array(fc.domain(), { maxLength: 2 }), fc.array(fc.webPath(), { maxLength: 3 }),
      (hosts, paths) => {
        const place = priority(hosts.length + paths.length === 0 ? EVERYTHING : of(hosts, paths));

        expect(Number.isInteger(place)).toBe(true);
        expect(place).toBeGreaterThanOrEqual(1000);
        expect(place).toBeLessThanOrEqual(50_000);
      },
    ));
  });

  test('depends neither on the order nor on the case of hosts', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.domain(), { minLength: 1, maxLength: 4 }), (hosts) => {
      expect(priority(of([...hosts].reverse().map((host) => host.toUpperCase())))).toBe(priority(of(hosts)));
    }));
  });
});
