// writes assets/replacements from the schemas of CloudFormation: npx tsx scripts/write-replacements.ts
import fs from 'node:fs';
import path from 'node:path';
import { replacements } from './replacements';

const FILE = path.join(__dirname, '../assets/replacements/replacements.json');

fs.mkdirSync(path.dirname(FILE), { recursive: true });
fs.writeFileSync(FILE, replacements());
