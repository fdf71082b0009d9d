import fs from 'node:fs';
import { kindsFiles } from './kinds';

for (const [file, content] of Object.entries(kindsFiles())) fs.writeFileSync(file, content);
