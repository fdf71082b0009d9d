import type { AwsCredentials } from './credentials.ts';
import { presign } from './sigv4.ts';

/** RDS accepts a token for a new connection during 15 minutes. */
const VALID_S = 900;

export interface RdsTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly region: string;
}

/** A password for IAM database authentication: a presigned URL without its scheme. */
export function rdsAuthToken(target: RdsTarget, credentials: AwsCredentials, now = new Date()): string {
  const url = new URL(`https://${target.host}:${target.port}/`);
  url.searchParams.set('Action', 'connect');
  url.searchParams.set('DBUser', target.user);
  const signed = presign(url, credentials, { region: target.region, service: 'rds-db', now }, VALID_S);
  return signed.href.slice('https://'.length);
}
