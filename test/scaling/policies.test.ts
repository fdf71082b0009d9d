import { App } from 'aws-cdk-lib';
import { audit } from '../../demo/audit';
import { CapacityRange, ScalingPolicy } from '../../src';
import { scalingProblems } from '../../src/scaling';
import { scaledGroup, scaledService } from './support';
import { rendered } from '../support/templates';

const schedule = (name: string, hour = '7') => ScalingPolicy.schedule({ name, cron: { hour }, minCapacity: 3 });
const all = () => [
  ScalingPolicy.cpuSteps(), ScalingPolicy.cpuTarget(), ScalingPolicy.memoryTarget(),
  ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 100 }), schedule('CpuSteps'), schedule('Night', '22'),
];

describe('several policies', () => {
  const problems = (policies: ScalingPolicy[] | undefined, capacity = CapacityRange.between(2, 10)) =>
    rendered(scalingProblems('scaling', {
      policies, usual: policies ?? [], capacity, hasTargets: true, mostSchedules: 125,
    }));

  test('of different kinds work together on a service', () => {
    const { scope } = scaledService(all());

    expect(problems(all())).toEqual([]);
    expect(scope.node.children.map((child) => child.node.id))
      .toEqual(['CpuSteps', 'CpuTarget', 'MemoryTarget', 'RequestsPerTarget']);
  });

  test('of different kinds work together on a group', () => {
    expect(scaledGroup(all()).scope.node.children.map((child) => child.node.id)).toEqual(
      ['CpuSteps', 'CpuTarget', 'MemoryTarget', 'RequestsPerTarget', 'Schedules'],
    );
  });

  test.each([
    [
      'cpuTarget',
      [ScalingPolicy.cpuTarget(), schedule('Day'), ScalingPolicy.cpuTarget({ targetUtilizationPercent: 50 })], 2,
    ],
    ['cpuSteps', [ScalingPolicy.cpuSteps(), ScalingPolicy.cpuSteps()], 1],
    ['schedule', [schedule('Day'), schedule('Day', '8')], 1],
  ])('of one kind fail: %s', (name, policies, index) => {
    expect(problems(policies)).toEqual([
      `"scaling[${index}]" must differ from "scaling[0]" in kind, or in name if both are schedules, got "${name}": `
      + 'two policies of one kind would work against each other',
    ]);
  });

  test('fail with a fixed capacity, which leaves nothing to scale', () => {
    expect(problems([ScalingPolicy.cpuTarget()], CapacityRange.fixed(2))).toEqual([
      '"scaling" must be left out with a fixed capacity, got ["cpuTarget"]: give a range with CapacityRange.between',
    ]);
    expect(problems([], CapacityRange.fixed(2))).toEqual([]);
  });

  test('fail if there are none for a range', () => {
    expect(problems([])).toEqual([
      '"scaling" must have at least one policy, got []: leave it out for the default, or give CapacityRange.fixed as '
      + '"capacity"',
    ]);
    expect(problems(undefined)).toEqual([]);
  });

  test('report their own problems with their place in the list', () => {
    expect(problems([ScalingPolicy.cpuSteps(), ScalingPolicy.cpuTarget({ targetUtilizationPercent: 0 })])).toEqual([
      '"scaling[1].targetUtilizationPercent" must be a number from 1 to 100, got 0',
    ]);
  });
});

// R-SCALE-5
test('no policy renders a desired number', () => {
  const services = JSON.stringify(scaledService(all(), 2).template.toJSON());
  const groups = JSON.stringify(scaledGroup(all()).template.toJSON());

  expect(services).not.toContain('"DesiredCount"');
  expect(groups).not.toContain('"DesiredCapacity"');
});

// R-SEC-1
test('no policy adds a finding of any rule pack', () => {
  for (const scaled of [scaledService, scaledGroup]) {
    const { scope } = scaled(all());
    expect(audit(App.of(scope)!).filter(({ resource }) => resource.startsWith(scope.node.path))).toEqual([]);
  }
});

test('the same policies give the same template twice', () => {
  const texts = [1, 2].map(() => JSON.stringify(scaledService(all(), 2).template.toJSON()));

  expect(texts[0]).toBe(texts[1]);
});
