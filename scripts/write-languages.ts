import fs from 'node:fs';
import path from 'node:path';
import { csharpIn, languages } from './languages';

const PAGE = path.join(__dirname, '../docs/other-languages.md');
const content = languages(csharpIn(path.join(__dirname, '../dist/tablets.jsii')));

fs.writeFileSync(PAGE, fs.readFileSync(PAGE, 'utf8').replace(
  /(<!-- table -->\n)[^]*?(<!-- end of table -->)/, (_, begin: string, end: string) => `${begin}${content}\n${end}`,
));
