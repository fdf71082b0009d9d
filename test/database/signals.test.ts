import { CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { DatabaseCredentials, PostgresDatabase, Profile, Severity, type Signal } from '../../src';
import { connectionsOf, hasBurstingDisks, isBurstable, memoryOf, vcpusOf } from '../../src/database/memory';
import { createAlarm, severitiesOf, signalProblems, thresholdOf } from '../../src/signal';
import { missingDataOf } from '../signal/support';
import { databaseWith, stackWithVpc, type Overrides } from './support';

const GIB = 1024 ** 3;
const type = (name: string) => new ec2.InstanceType(name);

function signalsOf(overrides: Overrides = {}, profile?: Profile): { [id: string]: Signal } {
  return Object.fromEntries(databaseWith(overrides, profile).database.signals().map((signal) => [signal.id, signal]));
}

describe('signals', () => {
  const signals = signalsOf();

  // R-MON-1
  test('cover processor, load, storage, connections, memory, latency, transaction ids, credits and balances', () => {
    expect(Object.keys(signals)).toEqual([
      'Cpu', 'Load', 'FreeStorage', 'Connections', 'FreeMemory', 'ReadLatency', 'WriteLatency',
      'TransactionIds', 'CpuCredits', 'DiskOperationsBalance', 'DiskThroughputBalance',
    ]);
  });

  test.each<[string, number, ComparisonOperator, Severity]>([
    ['Cpu', 80, ComparisonOperator.GREATER_THAN_THRESHOLD, Severity.WARNING],
    ['FreeStorage', GIB, ComparisonOperator.LESS_THAN_THRESHOLD, Severity.CRITICAL],
    ['Connections', 316, ComparisonOperator.GREATER_THAN_THRESHOLD, Severity.WARNING],
    ['FreeMemory', 0.4 * GIB, ComparisonOperator.LESS_THAN_THRESHOLD, Severity.WARNING],
    ['ReadLatency', 0.02, ComparisonOperator.GREATER_THAN_THRESHOLD, Severity.WARNING],
    ['WriteLatency', 0.02, ComparisonOperator.GREATER_THAN_THRESHOLD, Severity.WARNING],
    ['TransactionIds', 1e9, ComparisonOperator.GREATER_THAN_THRESHOLD, Severity.WARNING],
    ['CpuCredits', 20, ComparisonOperator.LESS_THAN_THRESHOLD, Severity.WARNING],
  ])('%s has its limit at %d', (id, value, comparison, severity) => {
    expect(severitiesOf(signals[id])[0]).toBe(severity);
    expect(thresholdOf(signals[id], severity))
      .toMatchObject({ value: expect.closeTo(value, 3), comparison, evaluationPeriods: 5 });
  });

  test('storage warns before it is critical', () => {
    expect([signals.FreeStorage.critical!.value, signals.FreeStorage.warning!.value]).toEqual([GIB, 2 * GIB]);
  });

  // every signal that stays silent without data has a partner that does not.
  test('a database that is down is noticed by the storage that it no longer reports', () => {
    const [storage, others] = [0, 1].map((other) => missingDataOf(Object.values(signals))
      .filter((line) => line.startsWith('FreeStorage critical') === (other === 0)));

    expect(storage).toEqual(['FreeStorage critical breaching']);
    expect(others).toHaveLength(11);
    expect(others.filter((line) => !line.endsWith(' notBreaching'))).toEqual([]);
  });

  test('each gives a reason, and can become an alarm', () => {
    for (const signal of Object.values(signals)) {
      expect(signalProblems(signal)).toEqual([]);
      expect(signal.reason.length).toBeGreaterThan(40);
    }
  });

  test('an alarm of one looks at the instance', () => {
    const { stack, database } = databaseWith();
    const [cpu] = database.signals();

    createAlarm(stack, cpu, Severity.WARNING, []);

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'CPUUtilization', Namespace: 'AWS/RDS', Period: 60, Statistic: 'Average', Threshold: 80,
      Dimensions: [{ Name: 'DBInstanceIdentifier', Value: { Ref: Match.stringLikeRegexp('^DatabaseInstance') } }],
    });
  });

  test('limits follow the size', () => {
    const large = signalsOf({ instanceType: type('m7g.large'), storage: { allocated: Size.gibibytes(200) } });

    expect(large.FreeStorage.critical!.value).toBe(10 * GIB);
    expect(large.FreeMemory.warning!.value).toBeCloseTo(0.8 * GIB);
    expect(large.Connections.warning!.value).toBe(Math.floor(0.8 * connectionsOf(8 * GIB)));
  });

  test('credits are for burstable classes only', () => {
    expect(signalsOf({ instanceType: type('m7g.large') })).not.toHaveProperty('CpuCredits');
    expect(signalsOf({}, Profile.DEVELOPMENT)).toHaveProperty('CpuCredits');
  });

  test('a limit of connections set by hand goes first', () => {
    expect(signalsOf({ engine: { parameters: { max_connections: '100' } } }).Connections.warning!.value).toBe(80);
  });

  test('a formula for the connections is shown without a limit', () => {
    const parameters = { max_connections: 'LEAST({DBInstanceClassMemory/9531392},500)' };

    expect(severitiesOf(signalsOf({ engine: { parameters } }).Connections)).toEqual([]);
  });

  test('what is known at deployment only is shown without a limit', () => {
    const { stack, vpc } = stackWithVpc();
    const database = new PostgresDatabase(stack, 'Database', {
      vpc,
      instanceType: type(new CfnParameter(stack, 'Class').valueAsString),
      storage: { allocated: Size.gibibytes(new CfnParameter(stack, 'Storage', { type: 'Number' }).valueAsNumber) },
    });

    const withoutLimit = database.signals().filter((signal) => severitiesOf(signal).length === 0).map(({ id }) => id);

    expect(withoutLimit).toEqual(['Load', 'Connections', 'FreeMemory']);
  });

  // without any limit nobody would notice that such a database is down.
  test('storage that is known at deployment only has the limits of the smallest disk', () => {
    const { stack, vpc } = stackWithVpc();
    const storage = new CfnParameter(stack, 'Storage', { type: 'Number' }).valueAsNumber;
    const database = new PostgresDatabase(stack, 'Database', { vpc, storage: { allocated: Size.gibibytes(storage) } });

    const { critical, warning } = database.signals().find(({ id }) => id === 'FreeStorage')!;

    expect([critical!.value, warning!.value]).toEqual([GIB, 2 * GIB]);
  });

  // RDS enlarges the disk at 10 percent: it must not cry before that could work.
  test.each([
    ['grows', Size.gibibytes(100), 30], ['does not grow', Size.gibibytes(20), 5],
  ])('the warning waits while a disk %s', (_, maxAllocatedStorage, periods) => {
    const { critical, warning } = signalsOf({
      storage: { allocated: Size.gibibytes(20), maxAllocated: maxAllocatedStorage },
    }).FreeStorage;

    expect([critical!.evaluationPeriods, warning!.evaluationPeriods]).toEqual([5, periods]);
  });

  test.each([['t4g.medium', 2], ['m7g.large', 2], ['m7g.4xlarge', 16]])(
    'sessions at work are compared with the vCPUs of %s', (name, vcpus) => {
      const { metric, warning } = signalsOf({ instanceType: type(name) }).Load;

      expect(metric).toMatchObject({ metricName: 'DBLoad', statistic: 'Average' });
      expect(warning).toMatchObject({
        value: vcpus, evaluationPeriods: 15, comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      });
    },
  );

  test.each([
    ['DiskOperationsBalance', 'EBSIOBalance%'], ['DiskThroughputBalance', 'EBSByteBalance%'],
  ])('%s is low below 10 percent, for classes whose disks burst only', (id, metricName) => {
    expect(signals[id].metric).toMatchObject({ metricName, statistic: 'Average' });
    expect(signals[id].warning).toMatchObject({
      value: 10, evaluationPeriods: 3, comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    });
    expect(signalsOf({ instanceType: type('m7g.8xlarge') })).not.toHaveProperty(id);
  });

  test('each replica reports its lag, and silence as lag', () => {
    const replicated = signalsOf({ readReplicas: 2, credentials: DatabaseCredentials.generated() });

    for (const id of ['ReplicaLag1', 'ReplicaLag2']) {
      expect(replicated[id].warning!.value).toBe(600);
      expect(replicated[id].warning!.missingData).toBe(TreatMissingData.BREACHING);
    }
  });
});

describe('metrics', () => {
  const { database } = databaseWith();

  test.each([
    ['metricCpuUtilization', 'CPUUtilization'], ['metricDatabaseConnections', 'DatabaseConnections'],
    ['metricFreeStorageSpace', 'FreeStorageSpace'], ['metricFreeableMemory', 'FreeableMemory'],
  ] as const)('%s is named as AWS names it', (method, name) => {
    expect(database[method]())
      .toMatchObject({ metricName: name, namespace: 'AWS/RDS', period: Duration.minutes(1), statistic: 'Average' });
  });

  test('any other is found by name, with options', () => {
    expect(database.metric('ReadIOPS', { statistic: 'Maximum' }))
      .toMatchObject({ metricName: 'ReadIOPS', statistic: 'Maximum' });
  });
});

describe('vCPUs of a class', () => {
  test.each([
    ['t2.micro', 1], ['t2.medium', 2], ['t4g.micro', 2], ['t3.xlarge', 4], ['t3.2xlarge', 8], ['m6g.medium', 1],
    ['m7g.large', 2], ['r7g.xlarge', 4], ['m6gd.16xlarge', 64],
  ])('%s has %d', (name, vcpus) => expect(vcpusOf(type(name))).toBe(vcpus));

  test.each(['m5.metal', 't4g.metal', new CfnParameter(new Stack(), 'Class').valueAsString])(
    'of %s are not guessed', (name) => expect(vcpusOf(type(name))).toBeUndefined(),
  );
});

describe('memory of a class', () => {
  test.each([
    ['t4g.micro', 1], ['t4g.small', 2], ['t4g.medium', 4], ['t3.large', 8], ['t3.2xlarge', 32],
    ['m7g.large', 8], ['m7g.xlarge', 16], ['m6gd.16xlarge', 256], ['m6g.medium', 4], ['r7g.large', 16],
    ['r6g.4xlarge', 128], ['x2g.large', 32], ['c6gd.large', 4],
  ])('%s has %d GiB', (name, gibibytes) => expect(memoryOf(type(name))).toBe(gibibytes * GIB));

  test.each(['z1d.large', 'm5.metal', 't4g.metal'])('%s is not guessed', (name) =>
    expect(memoryOf(type(name))).toBeUndefined());

  test('of a class that is known at deployment only is not guessed', () => {
    const parameter = new CfnParameter(new Stack(), 'Class').valueAsString;

    expect(memoryOf(type(parameter))).toBeUndefined();
    expect(isBurstable(type(parameter))).toBe(false);
    expect(hasBurstingDisks(type(parameter))).toBe(false);
  });

  test.each([[1, 75], [2, 182], [4, 396], [8, 824], [1024, 5000]])(
    '%d GiB hold about %d connections',
    (gibibytes, connections) =>
      expect(connectionsOf(gibibytes * GIB)).toBe(connections),
  );
});
