// every link of the pages leads somewhere.
import fs from 'node:fs';
import path from 'node:path';
import { pages, textOf } from '../support/samples';

const ROOT = path.join(__dirname, '../..');

describe('the links of the pages', () => {
  test.each(pages())('%s', (page) => {
    const links = [...textOf(page).replace(/^```[^]*?^```/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link)
      .filter((link) => !/^https?:/.test(link));
    const dead = links.filter((link) => {
      const [target, anchor] = link.split('#');
      const linked = target === '' ? page : path.join(path.dirname(page), target);
      if (!fs.existsSync(path.join(ROOT, linked))) return true;
      return anchor !== undefined && !headingsOf(linked).includes(anchor);
    });

    expect(dead).toEqual([]);
  });
});

function headingsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}
