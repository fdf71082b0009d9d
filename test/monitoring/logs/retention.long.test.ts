// R-MON-5: every log ends, also those that AWS or the CDK would make by themselves.
import { synthesizeExamples } from '../../support/examples';
import type { Resources } from '../support';
import { endless } from './endless';

test('no log of any example is kept for ever', async () => {
  const found = (await synthesizeExamples()).flatMap(({ name, assembly }) => assembly.stacksRecursively
    .flatMap(({ template }) => endless((template as { Resources: Resources }).Resources))
    .map((problem) => `${name}: ${problem}`));

  expect(found).toEqual([]);
});
