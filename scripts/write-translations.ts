// docs/languages/: the samples of README and docs/ in Python, Java, Go and C#. Needs a compiled library.
import fs from 'node:fs';
import path from 'node:path';
import { linked, pagesWithSamples, ROOT, textOf, translatedPage } from './translation/pages';
import { surroundings, translatedText } from './translation/translate';

const around = surroundings();
const pages = pagesWithSamples();
const folder = path.join(ROOT, path.dirname(translatedPage(pages[0])));

fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder);
for (const page of pages) {
  fs.writeFileSync(path.join(ROOT, page), linked(page, textOf(page)));
  fs.writeFileSync(path.join(ROOT, translatedPage(page)), translatedText(page, around));
}
console.log(`${pages.length} pages`);
