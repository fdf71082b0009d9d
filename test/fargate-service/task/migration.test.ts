import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Migration, ServiceImage } from '../../../src/fargate-service';
import { rendered } from '../../support/templates';

const token = new CfnParameter(new Stack(), 'P', { type: 'Number' });

describe('migration', () => {
  const problems = (options: object) =>
    rendered(Migration.beforeStart({ command: ['x'], ...options })._variant.problems('migration'));

  test('fails without a command', () => {
    expect(problems({ command: [] }))
      .toEqual(['"migration.command" must have at least one word, and the first must not be blank, got []']);
  });

  test.each([[1, '1 second'], [2, undefined], [120, undefined], [121, '2 minutes 1 second']])(
    'of a timeout of %d seconds wrong is %p',
    (seconds, got) => {
      expect(problems({ timeout: Duration.seconds(seconds) })).toEqual(
        got ? [`"migration.timeout" must be whole seconds from 2 seconds to 2 minutes, got ${got}`] : []);
    },
  );

  test('its settings, secrets and image follow the rules of the application', () => {
    expect(problems({ environment: { DB_PASSWORD: 'x' }, image: ServiceImage.fromRegistry('A') })).toEqual([
      '"migration.image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "A"',
      expect.stringContaining('"migration.environment" must hold no secrets, got "DB_PASSWORD"'),
    ]);
    expect(problems({ timeout: Duration.seconds(token.valueAsNumber) })).toEqual([]);
  });
});
