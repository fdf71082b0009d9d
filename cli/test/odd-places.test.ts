import fs from 'node:fs';
import path from 'node:path';
import { file, folder, plainAssembly, program, SHOP } from './support';

/** The same app, with one of its files written anew. */
function damaged(name: string, content: string): string {
  const app = plainAssembly();
  fs.writeFileSync(path.join(app, name), content);
  return app;
}

describe('what cannot be written ends with 2 and one clear line', () => {
  // a file system without new folders, on which the recursive form of "mkdir" never ends.
  const nowhere = process.platform === 'linux' ? '/proc/nowhere' : '/dev/null/nowhere';

  test.each([
    ['a new app', `init ${nowhere}`, nowhere, 'name another folder'],
    ['a new app further down', `init ${nowhere}/below/it`, `${nowhere}/below/it`, 'name another folder'],
    ['a picture', `diagram ${SHOP} --out ${nowhere}/a.svg`, `${nowhere}/a.svg`, 'name another file with --out'],
    ['a page', `report ${SHOP} --out ${nowhere}/a.html`, `${nowhere}/a.html`, 'name another file with --out'],
  ])('%s', async (_what, words, place, nextStep) => {
    const { code, out, err } = await program(words);

    expect(err).toMatch(new RegExp(`^error: "${place}" cannot be written: E[A-Z]+: .*\nnext: ${nextStep}\n$`));
    expect([code, out]).toEqual([2, '']);
  });

  test('but folders that are missing are made', async () => {
    const picture = path.join(folder(), 'a', 'b', 'picture.svg');

    expect(await program(`diagram ${SHOP} --out ${picture}`)).toMatchObject({ code: 0 });
    expect(fs.existsSync(picture)).toBe(true);
  });
});

describe('what cannot be read ends with 2 and says what is wrong', () => {
  const readers = ['cost', 'forecast', 'diagram', 'compose', 'upgrade-check --before'];
  const same = (words: string, place: string) => words.endsWith('before') ? ` --after ${place}` : '';

  test.each(readers)('a resource without a type: %s', async (words) => {
    for (const wrong of ['null', '{"Type":5}', '"AWS::S3::Bucket"']) {
      const place = file('template.json', `{"Resources":{"Data":${wrong}}}`);
      const { code, err } = await program(`${words} ${place}${same(words, place)}`);

      expect(err).toContain('not a template of CloudFormation: the resource Data has no "Type"\nnext: name a template');
      expect(code).toBe(2);
    }
  });

  test.each(readers.filter((words) => words !== 'compose'))('a damaged manifest: %s', async (words) => {
    for (const content of ['{', 'null', '{}']) {
      const place = damaged('manifest.json', content);
      const { code, err } = await program(`${words} ${place}${same(words, place)}`);

      expect(err).toMatch(/^error: ".*" is no cloud assembly: its manifest.json is damaged\nnext: run "npx cdk synth"/);
      expect(code).toBe(2);
    }
  });

  test('damaged assets, and what is no file and no folder', async () => {
    const { code, err } = await program(`compose ${damaged('Plain.assets.json', '{')}`);
    const device = await program('compose /dev/null');

    expect(err).toMatch(/^error: ".*Plain.assets.json" is damaged: .*\nnext: run "npx cdk synth"/);
    expect(device.err).toMatch(/^error: "\/dev\/null" is no file and no folder\nnext: name a template/);
    expect([code, device.code]).toEqual([2, 2]);
  });

  test('prices in no JSON are no template', async () => {
    const { code, err } = await program(`cost ${SHOP} --prices ${file('prices.json', '{')}`);

    expect(err).toMatch(/^error: .*prices.json: .*JSON.*\n$/);
    expect(code).toBe(2);
  });
});
