// R-DEL-9: a change of options as a whole is judged as a change of what stands in them.
import { isDocumented } from './known-losses';

const REPLACED = 'AWS::RDS::DBInstance is replaced for MasterUsername';

test.each([
  ['a prop', 'ManagedCredentialsOptions.userName', true],
  ['options of a factory', 'DatabaseCredentials.managedByRds.options', true],
  ['another prop beside it', 'ManagedCredentialsOptions.encryptionKey', false],
  ['options without such a prop', 'Stickiness.loadBalancerCookie.duration', false],
])('%s may replace a database: %s is %s', (_, place, isKnown) => {
  expect(isDocumented(place, REPLACED)).toBe(isKnown);
});
