import fs from 'node:fs';
import path from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { profileTable } from '../../scripts/tables';
import { Profile, PROFILE_DEFAULTS } from '../../src/core';

// R-DEL-1
describe('which profile applies', () => {
  test('production without any', () => {
    expect(Profile.of(new Stack())).toBe(Profile.PRODUCTION);
  });

  test('the one of the nearest scope', () => {
    const app = new App();
    Profile.STAGING.applyTo(app);
    const stack = new Stack(app, 'Stack');
    const stage = new Stage(app, 'Stage');
    Profile.DEVELOPMENT.applyTo(stage);

    expect(Profile.of(stack)).toBe(Profile.STAGING);
    expect(Profile.of(new Stack(stage, 'Stack'))).toBe(Profile.DEVELOPMENT);
  });

  test('a name gives the profile of that name', () => {
    for (const profile of [Profile.DEVELOPMENT, Profile.STAGING, Profile.PRODUCTION, Profile.REGULATED]) {
      expect(Profile.named(profile.name)).toBe(profile);
    }
  });

  test('fails for an unknown name', () => {
    expect(() => Profile.named('prod'))
      .toThrow(new Error('"name" must be one of development, staging, production, regulated, got "prod"'));
  });

  test('fails when it comes after defaults were used', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    Profile.of(stack);

    expect(() => Profile.DEVELOPMENT.applyTo(app)).toThrow(new Error(
      'App: a profile must be applied before the scope holds constructs of this library, got "development" after '
      + 'defaults of "production" were used: '
      + 'call applyTo right after the scope was made',
    ));
    expect(() => Profile.DEVELOPMENT.applyTo(stack)).toThrow(/^Stack: a profile must be applied before/);
  });

  test('applying the profile that is used already is fine', () => {
    const app = new App();
    Profile.of(new Stack(app, 'Stack'));

    expect(() => Profile.PRODUCTION.applyTo(app)).not.toThrow();
  });
});

describe('the table of defaults', () => {
  test('gives each profile its own column', () => {
    expect(Profile.DEVELOPMENT._defaults.availabilityZones).toBe(2);
    expect(Profile.PRODUCTION._defaults.availabilityZones).toBe(3);
    expect(Profile.STAGING._defaults.natPerZone).toBe(false);
    expect(Profile.REGULATED._defaults.customerManagedKeys).toBe(true);
  });

  test('regulated is never weaker than production', () => {
    const {
      databaseBackupRetention, accessLogRetention, deletionProtection, databaseMultiAz, firewall, redirectHttp,
    } = Profile.REGULATED._defaults;
    const production = Profile.PRODUCTION._defaults;

    expect(databaseBackupRetention.toDays()).toBeGreaterThanOrEqual(production.databaseBackupRetention.toDays());
    expect(accessLogRetention.toDays()).toBeGreaterThanOrEqual(production.accessLogRetention.toDays());
    expect([deletionProtection, databaseMultiAz, firewall, redirectHttp]).toEqual([true, true, true, false]);
  });

  test('every row differs between at least two profiles and says why', () => {
    for (const [key, row] of Object.entries(PROFILE_DEFAULTS)) {
      const shown = new Set([row.development, row.staging, row.production, row.regulated].map((value) =>
        JSON.stringify(value)));

      expect([key, shown.size > 1]).toEqual([key, true]);
      expect(row.reason).toMatch(/\S+ \S+ \S+/);
    }
  });

  test('docs/profiles.md shows exactly this table', () => {
    const page = fs.readFileSync(path.join(__dirname, '../../docs/profiles.md'), 'utf8');

    expect(page).toContain(`<!-- table -->\n${profileTable()}\n<!-- end of table -->`);
  });
});
