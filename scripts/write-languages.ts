import fs from 'node:fs';
import path from 'node:path';
import { languages } from './languages';
import { CSHARP } from './translation/forms';
import { samplesIn, textOf } from './translation/pages';
import { programOf, surroundings, translated } from './translation/translate';

const PAGE = path.join(__dirname, '../docs/other-languages.md');
const around = surroundings();
const [first] = samplesIn('README.md', textOf('README.md'));
const content = languages(translated(first, programOf(first, around), CSHARP, around.assemblies));

fs.writeFileSync(PAGE, fs.readFileSync(PAGE, 'utf8').replace(
  /(<!-- table -->\n)[^]*?(<!-- end of table -->)/, (_, begin: string, end: string) => `${begin}${content}\n${end}`,
));
