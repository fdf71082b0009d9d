// whom tasks believe that they speak to a database of RDS
import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { RDS_FOLDER, rdsAuthorities } from '../../../scripts/rds-authorities';
import { databaseAuthorities } from '../../../src/prometheus/setup';

// else run "npx tsx scripts/write-authorities.ts".
test('the authorities in the package are what their source gives', () => {
  for (const [name, content] of Object.entries(rdsAuthorities())) {
    expect(fs.readFileSync(path.join(RDS_FOLDER, name), 'utf8') === content).toBe(true);
  }
});

describe('the authorities of databases', () => {
  const authorities = databaseAuthorities(new Stack())!;
  const certificates = authorities.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)!
    .map((pem) => new X509Certificate(pem));

  test('are roots that sign for a long time yet', () => {
    for (const one of certificates) {
      expect(one.issuer).toBe(one.subject);
      expect(one.ca).toBe(true);
      expect(Date.parse(one.validTo)).toBeGreaterThan(Date.UTC(2036, 0));
    }
  });

  test('are three of each Region that is known, and those of proxies', () => {
    const ofRegion = (region: string) =>
      certificates.filter(({ subject }) => subject.includes(`RDS ${region} `)).length;

    expect(['eu-west-1', 'us-east-1', 'ap-southeast-2', 'sa-east-1'].map(ofRegion)).toEqual([3, 3, 3, 3]);
    expect(certificates.filter(({ subject }) => /CN=Amazon Root CA \d|CN=Starfield/.test(subject))).toHaveLength(5);
  });

  test.each([['eu-west-1', true], ['mx-central-1', false], ['us-gov-west-1', false]])(
    'of %s are known: %s', (region, isKnown) => {
      expect(databaseAuthorities(new Stack(undefined, 'S', { env: { region } })) !== undefined).toBe(isKnown);
    },
  );
});
