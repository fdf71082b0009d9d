import fs from 'node:fs';
import { IDS, idsOf, readGolden } from '../../scripts/ids';
import { synthesizeExamples } from '../support/examples';

// a diff here is a breaking change: CloudFormation replaces a resource whose logical id changes. When it is meant, say
// so in the commit (feat! or fix!) and run `npm run ids`.
describe('ids are API', () => {
  test('every resource of every example keeps its logical id', async () => {
    for (const { name, app } of await synthesizeExamples()) {
      expect([name, idsOf(app).split('\n')]).toEqual([name, readGolden(name).split('\n')]);
    }
  });

  test('there is a golden list for each example and for nothing else', async () => {
    const names = (await synthesizeExamples()).map(({ name }) => `${name}.txt`).sort();

    expect(fs.readdirSync(IDS).sort()).toEqual(names);
  });
});
