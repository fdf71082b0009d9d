// the samples of README and docs/ are there in Python, Java, Go and C#, as their TypeScript is now.
import fs from 'node:fs';
import path from 'node:path';
import {
  fingerprint, linked, pagesWithSamples, ROOT, samplesIn, textOf, translatedPage,
} from '../../scripts/translation/pages';

const PAGES = pagesWithSamples();
const FENCES = ['python', 'java', 'go', 'csharp'];

describe('the samples of', () => {
  test.each(PAGES)('%s are in other languages what they are in TypeScript', (page) => {
    const parts = textOf(translatedPage(page)).split(/^## Sample \d+$/m).slice(1);
    const translatedFrom = parts.map((part) => /<!-- (\w+) -->/.exec(part)?.[1]);

    expect(translatedFrom).toEqual(samplesIn(page, textOf(page)).map(fingerprint));
  });

  test.each(PAGES)('%s are there in four other languages', (page) => {
    const parts = textOf(translatedPage(page)).split(/^## Sample \d+$/m).slice(1);

    expect(parts.map((part) => [...part.matchAll(/^```(\w+)\n[^]*?^```$/gm)].map(([, fence]) => fence)))
      .toEqual(parts.map(() => FENCES));
  });

  test.each(PAGES)('%s have a link to the other languages', (page) => {
    expect(linked(page, textOf(page))).toBe(textOf(page));
  });
});

test('no page in other languages is left of a page that has no samples any more', () => {
  const folder = path.dirname(translatedPage(PAGES[0]));
  const there = fs.readdirSync(path.join(ROOT, folder)).map((file) => `${folder}/${file}`);

  expect(there.sort()).toEqual(PAGES.map(translatedPage).sort());
});

test('a sample that has changed has another fingerprint', () => {
  const [sample] = samplesIn('README.md', textOf('README.md'));

  expect(fingerprint({ ...sample, code: sample.code.replace('Shop', 'Store') })).not.toBe(fingerprint(sample));
});
