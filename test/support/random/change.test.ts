// R-DEL-9: what is changed between two deployments, and what the comparison of their templates sees.
import fc from 'fast-check';
import { propsOf, structOf } from './choices';
import { changesTowards } from './change';
import { judge } from './judge';
import { lossesBetween } from './losses';
import { Recipe } from './recipe';

const text = (value: string) => new Recipe<unknown>(value, () => value);

describe('a change of a set', () => {
  const inside = (fields: Record<string, Recipe>) => structOf('Options', fields);

  test('adds, removes or replaces one field, in the set or in what stands in it', () => {
    const before = structOf('Props', {
      kept: text('k'), gone: text('g'), inner: inside({ a: text('1'), b: text('2') }),
    });
    const other = structOf('Props', {
      kept: text('k'), extra: text('e'), inner: inside({ a: text('1'), b: text('3') }),
    });

    expect(changesTowards(before, other).map(({ place, changed }) => [place, changed.text])).toEqual([
      ['Props.extra', '{ kept: k, gone: g, inner: { a: 1, b: 2 }, extra: e }'],
      ['Props.gone', '{ kept: k, inner: { a: 1, b: 2 } }'],
      ['Options.b', '{ kept: k, gone: g, inner: { a: 1, b: 3 } }'],
    ]);
  });

  test('is none between equal sets', () => {
    const [set] = fc.sample(propsOf('FargateService'), { numRuns: 1, seed: 3 });

    expect(changesTowards(set, set)).toEqual([]);
  });
});

describe('an update', () => {
  const resource = (type: string, properties: object = {}, more: object = {}) => ({
    Type: type, Properties: properties, ...more,
  });
  const losses = (before: object, after: object) => lossesBetween({ Resources: before }, { Resources: after });
  const [database, cache, key] = ['AWS::RDS::DBInstance', 'AWS::ElastiCache::ReplicationGroup', 'AWS::KMS::Key'];

  test.each<[string, object, object, string[]]>([
    ['that replaces a database', { A: resource(database, { Port: '1' }) }, { A: resource(database, { Port: '2' }) },
      [`${database} is replaced for Port`]],
    ['that gives one another id',
      { A: resource(database, {}, { DeletionPolicy: 'Retain' }) }, { B: resource(database) },
      [`${database} is let go`]],
    ['that deletes one', { A: resource(database, {}, { DeletionPolicy: 'Delete' }) }, {}, [`${database} is gone`]],
    ['that gives a key another id', { A: resource(key) }, { B: resource(key) }, [`${key} is gone`]],
    ['after which nothing needs a key', { A: resource(key) }, {}, []],
    ['that moves keys between shards',
      { A: resource(cache, { NumNodeGroups: 1 }, { UpdatePolicy: { UseOnlineResharding: true } }) },
      { A: resource(cache, { NumNodeGroups: 2 }, { UpdatePolicy: { UseOnlineResharding: true } }) }, []],
    ['that makes other shards',
      { A: resource(cache, { NumNodeGroups: 1 }) }, { A: resource(cache, { NumNodeGroups: 2 }) },
      [`${cache} is replaced for NumNodeGroups`]],
    ['that promotes a replica',
      { A: resource(database, { SourceDBInstanceIdentifier: 'a' }) }, { A: resource(database) }, []],
    ['that follows another database', { A: resource(database, { SourceDBInstanceIdentifier: 'a' }) },
      { A: resource(database, { SourceDBInstanceIdentifier: 'b' }) },
      [`${database} is replaced for SourceDBInstanceIdentifier`]],
  ])('%s is told', (_, before, after, told) => {
    expect(losses(before, after)).toEqual(told);
  });

  test('that a prop makes without saying so is a defect, and one that is documented is none', () => {
    const verdict = (construct: string, before: object, after: object) => judge({
      construct, also: 'a change', setting: { profile: 'PRODUCTION', ownNetwork: false },
      props: structOf(`${construct}Props`, recipes(before)),
      towards: { pick: 0, props: structOf(`${construct}Props`, recipes(after)) },
    });

    expect(verdict('WorkQueue', {}, { fifo: true }))
      .toEqual({ isAccepted: true, problems: [], changed: 'WorkQueueProps.fifo' });
    expect(lossesBetween({ Resources: { Q: resource('AWS::SQS::Queue') } }, {
      Resources: { Q: resource('AWS::SQS::Queue', { QueueName: 'named' }) },
    })).toEqual(['AWS::SQS::Queue is replaced for QueueName']);
  });

  const recipes = (values: object) => Object.fromEntries(Object.entries(values).map(([name, value]) =>
    [name, new Recipe<unknown>(String(value), () => value)]));
});
