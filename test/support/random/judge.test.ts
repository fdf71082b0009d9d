// R-DEL-9: what judges random props sees the defects that it is there for.
import fc from 'fast-check';
import { judge, type Trial } from './judge';
import { propsOf } from './choices';
import { Recipe } from './recipe';

const trial = (construct: string, props: () => object, also: Trial['also'] = 'nothing'): Trial => ({
  construct, also, setting: { profile: 'PRODUCTION', ownNetwork: false }, props: new Recipe('{ … }', props),
});

describe('a set of props', () => {
  test('is accepted if everything holds, also twice in a stack and synthesized again', () => {
    for (const also of ['nothing', 'same bytes', 'a second one'] as const) {
      expect(judge(trial('WorkQueue', () => ({}), also))).toEqual({ isAccepted: true, problems: [] });
    }
  });

  test('is refused by the one clear error', () => {
    expect(judge(trial('WorkQueue', () => ({ maxReceiveCount: 0 })))).toEqual({ isAccepted: false, problems: [] });
  });

  test('is a defect if it ends in an error of a program or of the CDK', () => {
    const broken = trial('WorkQueue', () => { throw new TypeError('cannot read what is not there'); });

    expect(judge(broken).problems).toEqual([expect.stringMatching(/^no clear error: TypeError/)]);
  });

  test('is a defect if two syntheses differ', () => {
    let count = 1;
    const changing = trial('WorkQueue', () => ({ maxReceiveCount: count += 1 }), 'same bytes');

    expect(judge(changing).problems).toEqual(['two syntheses give other bytes']);
  });
});

test.each([
  'FargateService', 'ElasticWebTier', 'WebLoadBalancer', 'Network', 'ValkeyCache', 'PostgresDatabase', 'WorkQueue',
  'ScheduledJob', 'VotingApp', 'Monitoring', 'PrometheusGrafana',
])('every prop of %s has values to choose from, and the same seed gives the same ones', (construct) => {
  const texts = () => fc.sample(propsOf(construct), { numRuns: 5, seed: 1 }).map(String);

  expect(texts()).toEqual(texts());
});
