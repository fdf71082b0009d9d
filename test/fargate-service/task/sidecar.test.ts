import { CfnParameter, Stack } from 'aws-cdk-lib';
import { ServiceImage, Sidecar } from '../../../src/fargate-service';
import { rendered } from '../../support/templates';

const token = new CfnParameter(new Stack(), 'P', { type: 'Number' });

describe('sidecar', () => {
  const image = ServiceImage.fromRegistry('nginx:1');
  const problems = (options: object) =>
    rendered(Sidecar.of({ name: 'proxy', image, memoryMiB: 128, ...options })._variant.problems('sidecars[0]'));

  test.each([
    [{ name: '' }, '"sidecars[0].name" must be 1 to 64 letters, digits, "-" and "_", got ""'],
    [{ name: 'a b' }, '"sidecars[0].name" must be 1 to 64 letters, digits, "-" and "_", got "a b"'],
    [{ memoryMiB: 5 }, '"sidecars[0].memoryMiB" must be an integer of at least 6 MiB, got 5'],
    [{ cpu: 0 }, '"sidecars[0].cpu" must be an integer of at least 1, got 0'],
    [{ port: 65536 }, '"sidecars[0].port" must be an integer from 1 to 65535, got 65536'],
    [
      { healthCheck: { command: ['x'], retries: 11 } },
      '"sidecars[0].healthCheck.retries" must be an integer from 1 to 10, got 11',
    ],
    [
      { image: ServiceImage.fromRegistry('A') },
      '"sidecars[0].image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "A"',
    ],
  ])('fails for %j', (options, expected) => {
    expect(problems(options)).toEqual([expected]);
  });

  test('accepts the limits, and values that are known at deployment only', () => {
    expect(problems({ name: 'a'.repeat(64), memoryMiB: 6, cpu: 1, port: 1 })).toEqual([]);
    expect(problems({ memoryMiB: token.valueAsNumber, cpu: token.valueAsNumber, port: token.valueAsNumber })).toEqual(
      [],
    );
  });
});
