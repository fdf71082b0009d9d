import { CapacityRange, Bootstrap, DataVolume, ScalingPolicy, Severity, type Signal } from '../../src';
import { severitiesOf, signalProblems, thresholdOf } from '../../src/signal';
import { missingDataOf } from '../signal/support';
import { groupOf, singleOf, tierOf } from './support';

const byId = (signals: Signal[]) => new Map(signals.map((signal) => [signal.id, signal]));
const dimensionsOf = ({ metric }: Signal) => metric.toMetricConfig().metricStat!.dimensions!.map(({ name }) => name);

describe('signals of a group', () => { // R-MON-1
  const { tier } = groupOf();
  const signals = byId(tier.signals());

  test('tell of requests and of instances', () => {
    expect([...signals.keys()]).toEqual([
      'ErrorRatio', 'TargetErrors', 'TargetConnectionErrors', 'Latency', 'HealthyTargets', 'UnhealthyTargets',
      'ClientErrorRatio', 'Requests',
      'RejectedConnections',
      'Cpu', 'Memory', 'Disk', 'NetworkIn', 'NetworkOut', 'StatusChecks', 'InService', 'AtMaximum', 'Pending',
      'Terminating',
    ]);
  });

  test('are all sound, with a reason and a meaning of missing data', () => {
    expect([...signals.values()].flatMap(signalProblems)).toEqual([]);
  });

  test.each([
    ['Cpu', Severity.WARNING, 80, 3], ['Memory', Severity.WARNING, 85, 5], ['Disk', Severity.WARNING, 85, 5],
    ['StatusChecks', Severity.WARNING, 1, 2],
    ['InService', Severity.CRITICAL, 2, 5], ['AtMaximum', Severity.WARNING, 10, 30],
    ['HealthyTargets', Severity.CRITICAL, 2, 3],
  ])('%s is %s at %d for %d periods', (id, severity, value, evaluationPeriods) => {
    expect(severitiesOf(signals.get(id)!)).toEqual([severity]);
    expect(thresholdOf(signals.get(id)!, severity)).toMatchObject({ value, evaluationPeriods });
  });

  test('look at the group', () => {
    for (const id of ['Cpu', 'Memory', 'Disk', 'InService']) {
      expect(dimensionsOf(signals.get(id)!)).toEqual(['AutoScalingGroupName']);
    }
  });

  test('expect what a schedule leaves at night', () => {
    const { tier: nightly } = groupOf({ scaling: [
      ScalingPolicy.cpuSteps(), ScalingPolicy.schedule({ name: 'Night', cron: { hour: '22' }, minCapacity: 1 }),
    ] });

    expect(byId(nightly.signals()).get('InService')!.critical!.value).toBe(1);
  });

  test('expect nothing of a group that may be empty, and no maximum of one that does not scale', () => {
    const scaling = [ScalingPolicy.schedule({ name: 'Day', cron: { hour: '8' }, minCapacity: 1 })];
    const mayBeEmpty = groupOf({ capacity: CapacityRange.between(0, 2), scaling });
    expect(byId(mayBeEmpty.tier.signals()).has('InService')).toBe(false);
    expect(byId(groupOf({ capacity: CapacityRange.fixed(2) }).tier.signals()).has('AtMaximum')).toBe(false);
  });

  test('of a baked image leave out what only the agent knows', () => {
    const baked = byId(groupOf({}, { bootstrap: Bootstrap.none() }).tier.signals());

    expect([baked.has('Cpu'), baked.has('Memory'), baked.has('Disk')]).toEqual([true, false, false]);
  });

  test('of a worker tell of instances only', () => {
    expect(byId(tierOf().tier.signals()).has('ErrorRatio')).toBe(false);
  });
});

describe('signals of a single instance', () => {
  const { tier } = singleOf();
  const signals = byId(tier.signals());

  test('tell of requests, of the instance and of its checks', () => {
    expect([...signals.keys()].slice(9)).toEqual([
      'Cpu', 'Memory', 'Disk', 'NetworkIn', 'NetworkOut', 'SystemCheck', 'InstanceCheck', 'VolumeCheck', 'DataVolume',
    ]);
    expect([...signals.values()].flatMap(signalProblems)).toEqual([]);
    expect(signals.get('HealthyTargets')!.critical!.value).toBe(1);
  });

  test('look at the instance', () => {
    for (const id of ['Cpu', 'Memory', 'Disk', 'SystemCheck']) {
      expect(dimensionsOf(signals.get(id)!)).toEqual(['InstanceId']);
    }
  });
});

describe('the volumes of a single instance', () => {
  const metricOf = ({ metric }: Signal) => metric.toMetricConfig().metricStat!;

  test('are checked together, and the data volume by itself', () => {
    const signals = byId(singleOf().tier.signals());

    expect(metricOf(signals.get('VolumeCheck')!))
      .toMatchObject({ namespace: 'AWS/EC2', metricName: 'StatusCheckFailed_AttachedEBS', statistic: 'Maximum' });
    expect(signals.get('VolumeCheck')!.critical).toMatchObject({ value: 1, evaluationPeriods: 10 });
    expect(metricOf(signals.get('DataVolume')!))
      .toMatchObject({ namespace: 'AWS/EBS', metricName: 'VolumeStalledIOCheck', statistic: 'Maximum' });
    expect(dimensionsOf(signals.get('DataVolume')!).sort()).toEqual(['InstanceId', 'VolumeId']);
    expect(signals.get('DataVolume')!.warning).toMatchObject({ value: 1, evaluationPeriods: 10 });
  });

  test('need no data volume', () => {
    expect(byId(singleOf({ dataVolume: DataVolume.none() }).tier.signals()).has('DataVolume')).toBe(false);
  });
});

describe('an instance that is gone', () => {
  const breaching = (signals: Signal[]) => missingDataOf(signals).filter((line) => line.endsWith(' breaching'));

  test('is missed by the load balancer, or by the reports that it no longer sends', () => {
    expect(breaching(singleOf().tier.signals())).toEqual(['HealthyTargets critical breaching']);
    expect(breaching(singleOf({}, { ingress: undefined }).tier.signals())).toEqual(['Reports critical breaching']);
  });

  test('is neither broken nor well for the checks that would repair it', () => {
    const unknown = missingDataOf(singleOf().tier.signals()).filter((line) => !/ (notBreaching|breaching)$/.test(line));

    expect(unknown).toEqual(['SystemCheck critical missing', 'InstanceCheck critical missing']);
  });

  test('is missed by its group', () => {
    expect(breaching(tierOf().tier.signals())).toEqual(['InService critical breaching']);
  });
});

describe('metrics', () => {
  test('are those of the instances together, and take options', () => {
    const { tier } = groupOf();

    expect(tier.metricCpuUtilization().toMetricConfig().metricStat)
      .toMatchObject({ namespace: 'AWS/EC2', metricName: 'CPUUtilization', statistic: 'Average' });
    expect(tier.metricMemoryUtilization({ statistic: 'p90' }).toMetricConfig().metricStat).toMatchObject(
      { namespace: 'CWAgent', metricName: 'mem_used_percent', statistic: 'p90' },
    );
    expect(tier.metric('NetworkIn').metricName).toBe('NetworkIn');
  });
});
