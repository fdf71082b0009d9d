// R-SEC-1
import fs from 'node:fs';
import path from 'node:path';
import { audit, rulesOf, type Finding } from '../../demo/audit';
import { COMPLIANCE_PAGE, listedFindings, unlisted, type ListedFinding } from '../../demo/listed';
import { PACKS, VALIDATOR } from '../../demo/packs';
import { complianceTable } from '../../scripts/tables';
import { ACKNOWLEDGEMENTS, Profile } from '../../src/core';
import { synthesizeExamples } from '../support/examples';

/** Rules violated or acknowledged at all, per pack: a larger number is a weaker default. */
const LIMITS: Record<string, Record<string, number>> = {
  'production-service': { AwsSolutions: 3, HIPAA: 6, R4: 4, R5: 6, PCI: 5 },
  'elastic-web-tier': { AwsSolutions: 3, HIPAA: 6, R4: 4, R5: 6, PCI: 5 },
  'regulated-service': { AwsSolutions: 2, HIPAA: 4, R4: 3, R5: 4, PCI: 3 },
};

const listed = listedFindings();
const audited: { name: string; profile: string; findings: Finding[] }[] = [];
beforeAll(async () => {
  for (const { name, app } of await synthesizeExamples()) {
    audited.push({
      name, profile: Profile.of(app.node.children.find((child) => child.node.id !== 'Tree') ?? app).name,
      findings: audit(app),
    });
  }
});

describe('compliance of the examples', () => {
  test.each(Object.entries(LIMITS))('%s stays within its limits', (name, limits) => {
    const { findings } = audited.find((example) => example.name === name)!;
    const over = Object.entries(limits).filter(([pack, limit]) => rulesOf(findings, pack).length > limit)
      .map(([pack]) => `${pack}: ${rulesOf(findings, pack).join(', ')}`);

    expect(over).toEqual([]);
  });

  test.each(['README.md', 'docs/compliance.md'])('the numbers of %s are those of the examples', (page) => {
    const rows = [
      ...fs.readFileSync(path.join(__dirname, '../..', page), 'utf8').matchAll(
        /^\| `examples\/([\w-]+)` \| (.*) \|$/gm,
      ),
    ];
    const counts = rows.map(([, name]) => {
      const { findings } = audited.find((example) => example.name === name)!;
      return Object.keys(PACKS).map((pack) => rulesOf(findings, pack).length).join(' | ');
    });

    expect(rows.map(([, name]) => name)).toEqual(Object.keys(LIMITS));
    expect(rows.map(([, , numbers]) => numbers)).toEqual(counts);
  });

  test('production examples report nothing in AwsSolutions that is not acknowledged', () => {
    const open = audited.filter(({ profile }) => profile === 'production' || profile === 'regulated')
      .flatMap(({ name, findings }) =>
        findings.filter((f) => f.pack === 'AwsSolutions' && !f.acknowledged)
          .map((f) => `${name}: ${f.id} at ${f.resource}`));

    expect(open).toEqual([]);
  });

  test('every finding is explained in docs/compliance.md', () => {
    const silent = audited.flatMap(({ name, profile, findings }) =>
      unlisted(findings, profile, listed).map((f) => `${name}: ${f.pack} ${f.id} at ${f.resource}`));

    expect(silent).toEqual([]);
  });

  test('every explanation is still needed by an example', () => {
    const happens = (row: ListedFinding, pack: string, profile: string) =>
      audited.some((example) => (profile === 'all' || example.profile === profile)
        && example.findings.some((f) =>
          f.rule === row.rule && f.pack === pack && f.acknowledged === (row.status === 'acknowledged')));
    const idle = listed.flatMap((row) => row.profiles.flatMap((profile) => row.packs
      .filter((pack) => pack !== VALIDATOR && !happens(row, pack, profile))
      .map((pack) => `${row.rule} in ${pack} under ${profile}`)));

    expect(idle).toEqual([]);
  });
});

describe('docs/compliance.md', () => {
  test('shows exactly what the library acknowledges and leaves open', () => {
    expect(fs.readFileSync(COMPLIANCE_PAGE, 'utf8')).toContain(
      `<!-- table -->\n${complianceTable()}\n<!-- end of table -->`,
    );
  });

  test('every acknowledgement of the library has a reason and a remedy in words', () => {
    for (const { reason, remedy } of Object.values(ACKNOWLEDGEMENTS)) {
      expect(reason.split(' ').length).toBeGreaterThan(5);
      expect(remedy.split(' ').length).toBeGreaterThan(2);
    }
  });

  test('a finding that it does not list fails the demo', () => {
    const finding = {
      pack: 'HIPAA', id: 'HIPAA.Security-RDSMultiAZSupport', rule: 'RDSMultiAZSupport', resource: 'Shop/Database',
      acknowledged: false,
    };

    expect(unlisted([finding], 'development', listed)).toEqual([]);
    expect(unlisted([finding], 'production', listed)).toEqual([finding]);
    expect(unlisted([{ ...finding, acknowledged: true }], 'development', listed))
      .toEqual([{ ...finding, acknowledged: true }]);
  });
});
