import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificates {
  readonly caFile: string;
  readonly keyFile: string;
  readonly certFile: string;
}

/** An authority and a certificate that it signed for these names, as `subjectAltName` lists them. */
export function makeCertificates(folder: string, names: string): Certificates {
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
  openssl(
    'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Test Authority', '-keyout',
    file('ca.key'), '-out', file('ca.pem'),
  );
  openssl(
    'req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=server', '-keyout', file('server.key'), '-out',
    file('server.csr'),
  );
  writeFileSync(file('names'), `subjectAltName=${names}\n`);
  openssl(
    'x509', '-req', '-days', '2', '-in', file('server.csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'),
    '-CAcreateserial', '-extfile', file('names'), '-out', file('server.pem'),
  );
  return { caFile: file('ca.pem'), keyFile: file('server.key'), certFile: file('server.pem') };
}

export function text(path: string): string {
  return readFileSync(path, 'utf8');
}
