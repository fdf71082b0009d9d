// writes assets/rds, by which tasks check the certificates of databases: npx tsx scripts/write-authorities.ts
import fs from 'node:fs';
import path from 'node:path';
import { RDS_FOLDER, rdsAuthorities } from './rds-authorities';

fs.mkdirSync(RDS_FOLDER, { recursive: true });
for (const [name, content] of Object.entries(rdsAuthorities())) fs.writeFileSync(path.join(RDS_FOLDER, name), content);
