// R-MON-5: what the check of all logs in retention.long.test.ts sees.
import type { Resources } from '../support';
import { endless } from './endless';

describe('the check', () => {
  test.each<[string, Resources, string[]]>([
    ['a group that ends', { Log: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } } }, []],
    ['a group without an end', { Log: { Type: 'AWS::Logs::LogGroup', Properties: {} } }, ['Log has no retention']],
    [
      'a function without a group', { Job: { Type: 'AWS::Lambda::Function', Properties: {} } },
      ['Job writes to a group that Lambda makes'],
    ],
    [
      'a rotation without a group',
      { Rotation: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { HostedRotationLambda: {} } } },
      ['Rotation writes to a group that Lambda makes'],
    ],
    [
      'a database without a group',
      { Db: { Type: 'AWS::RDS::DBInstance', Properties: { EnableCloudwatchLogsExports: ['postgresql'] } } },
      ['Db writes to a group that RDS makes'],
    ],
  ])('sees %s', (_, resources, problems) => {
    expect(endless(resources)).toEqual(problems);
  });
});
