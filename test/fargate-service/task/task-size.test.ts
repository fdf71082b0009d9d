import { CfnParameter, Lazy, Size, Stack, Token } from 'aws-cdk-lib';
import { TaskSize } from '../../../src/fargate-service';
import { rendered } from '../../support/templates';

const problems = (size: TaskSize) => rendered(size._problems('size'));

describe('task size', () => {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
  test.each([
    [256, [512, 1024, 2048]],
    [512, [1024, 2048, 3072, 4096]],
    [1024, [2048, 3072, 4096, 5120, 6144, 7168, 8192]],
    [2048, [4096, 5120, 15360, 16384]],
    [4096, [8192, 9216, 29696, 30720]],
    [8192, [16384, 20480, 57344, 61440]],
    [16384, [32768, 40960, 114688, 122880]],
  ])('accepts what Fargate sells with %d CPU units', (cpu, memories) => {
    expect(memories.flatMap((memoryMiB) => problems(TaskSize.of({ cpu, memoryMiB })))).toEqual([]);
  });

  test.each([0, 255, 257, 300, 16385, 256.5])('fails for %d CPU units', (cpu) => {
    expect(problems(TaskSize.of({ cpu, memoryMiB: 512 }))).toEqual([
      `"size.cpu" must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got ${cpu}: these are the CPU units that `
      + 'Fargate sells',
    ]);
  });

  test.each([511, 513, 1536, 2049, 8192])(
    'fails for 256 CPU units with %d MiB, and lists what is legal',
    (memoryMiB) => {
      expect(problems(TaskSize.of({ cpu: 256, memoryMiB }))).toEqual([
        `"size.memoryMiB" must be one of 512, 1024, 2048, got ${memoryMiB}: these are the MiB that Fargate sells with `
        + '256 CPU units',
      ]);
    },
  );

  test.each([
    [512, 512], [512, 5120], [1024, 1024], [1024, 9216], [2048, 3072], [2048, 17408], [4096, 7168], [4096, 31744],
    [8192, 17408], [8192, 65536], [16384, 36864], [16384, 131072],
  ])('fails for %d CPU units with %d MiB', (cpu, memoryMiB) => {
    expect(problems(TaskSize.of({ cpu, memoryMiB })))
      .toEqual([expect.stringMatching(/^"size\.memoryMiB" must be one of .*, got \d+: these/)]);
  });

  test.each([[20, false], [21, true], [200, true], [201, false]])('of %d GiB of disk legal is %p', (gib, legal) => {
    const size = TaskSize.of({ cpu: 256, memoryMiB: 512, ephemeralStorage: Size.gibibytes(gib) });

    expect(problems(size)).toEqual(
      legal ? [] : [`"size.ephemeralStorage" must be whole GiB from 21 to 200, got ${gib} GiB`],
    );
  });

  test('the named sizes are legal', () => {
    expect([TaskSize.MICRO, TaskSize.SMALL, TaskSize.MEDIUM, TaskSize.LARGE, TaskSize.XLARGE].flatMap(problems))
      .toEqual(
        [],
      );
  });

  test('accepts values that are known at deployment only', () => {
    const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' }).valueAsNumber;
    const lazy = Lazy.number({ produce: () => 1 });

    expect(problems(TaskSize.of({ cpu: parameter, memoryMiB: 1 }))).toEqual([]);
    expect(problems(TaskSize.of({ cpu: 256, memoryMiB: lazy }))).toEqual([]);
    expect(problems(TaskSize.of({
      cpu: 256, memoryMiB: 512, ephemeralStorage: Size.gibibytes(Token.asNumber(parameter)),
    })))
      .toEqual(
        [],
      );
  });
});
