// alarms that the services make themselves are handed over with their signals, so that monitoring makes none twice.
import { CapacityRange, Deployment, ScalingPolicy, type Signal } from '../../src';
import { severitiesOf, thresholdOf } from '../../src/signal';
import { groupOf, singleOf } from '../elastic-web-tier/support';
import { HTTP, serviceTemplate } from '../fargate-service/support';

const existing = (signals: Signal[]) => signals.flatMap((signal) => severitiesOf(signal)
  .flatMap((severity) => thresholdOf(signal, severity)!.alarm?.node.path ?? []));
const related = (signals: Signal[]) => signals.flatMap(({ id, relatedAlarms }) =>
  (relatedAlarms ?? []).map((alarm) => `${id}: ${alarm.node.path}`));
const ROLLBACK = ['Stack/Shop/Rollback/TargetErrors/Warning', 'Stack/Shop/Rollback/Latency/Warning'];

// R-MON-1
describe('alarms that exist already', () => {
  test('a Fargate service hands over those that roll back', () => {
    expect(existing(serviceTemplate({ ingress: HTTP }).service.signals())).toEqual(ROLLBACK);
    expect(existing(serviceTemplate({ ingress: HTTP, deployment: Deployment.canary() }).service.signals()))
      .toEqual(ROLLBACK);
    expect(existing(serviceTemplate().service.signals())).toEqual([]);
  });

  test('a group of instances hands over those that roll back, where its replacement takes any', () => {
    expect(existing(groupOf().tier.signals())).toEqual(ROLLBACK);
  });

  test('a single instance hands over those that repair it', () => {
    expect(existing(singleOf().tier.signals())).toEqual([
      'Stack/Shop/Recovery/SystemCheck/Critical', 'Stack/Shop/Recovery/InstanceCheck/Critical',
    ]);
  });

  test('those that scale are shown beside the CPU', () => {
    const scaling = [ScalingPolicy.cpuSteps()];
    const paths = ['ScaleOut', 'ScaleIn'].map((step) => `Cpu: Stack/Shop/Scaling/CpuSteps/${step}/Alarm`);

    expect(related(groupOf().tier.signals())).toEqual(paths);
    expect(related(serviceTemplate({ scaling, capacity: CapacityRange.between(1, 3) }).service.signals()))
      .toEqual(paths);
    expect(related(serviceTemplate({ capacity: CapacityRange.fixed(2) }).service.signals())).toEqual([]);
  });
});
