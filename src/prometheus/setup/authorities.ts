import fs from 'node:fs';
import path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isKnown } from '../../core';

/** The same from the sources and from the compiled library; `scripts/write-authorities.ts` writes it. */
const FILE = path.join(__dirname, '../../../assets/rds/authorities.pem');

/** Name of the file in a container. */
export const AUTHORITIES_FILE = 'rds.pem';

/** How sure a client is whom it speaks to: the certificate and its name are checked, or the way is only encrypted. */
export type SslMode = 'verify-full' | 'require';

/**
 * Who signs certificates of RDS and of RDS Proxy, or nothing in a Region that the file does not know. A stack without
 * an environment is taken for one in a Region that it knows.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export function databaseAuthorities(scope: IConstruct): string | undefined {
  const authorities = fs.readFileSync(FILE, 'utf8');
  const { region } = Stack.of(scope);
  return isKnown(region) && !authorities.includes(`# Amazon RDS ${region} `) ? undefined : authorities;
}
