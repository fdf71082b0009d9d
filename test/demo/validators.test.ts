// R-SEC-1
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { COMPLIANCE_PAGE } from '../../demo/listed';
import { idle, unexplained, violatedRules, type Listed } from '../../scripts/validators/compare';
import { Templates, type Finding } from '../../scripts/validators/finding';
import { LISTED } from '../../scripts/validators/listed';
import { readCfnLint, readCheckov, readDiagnostics, readGuard } from '../../scripts/validators/reports';
import { SATISFIED_BY } from '../../scripts/validators/satisfied-by';
import { readMeasured, validatorTables } from '../../scripts/validators/table';

const LIST: readonly Listed[] = [{
  tool: 'checkov', rule: 'CKV_AWS_157', kinds: ['AWS::RDS::DBInstance'], profiles: ['development'], reason: 'cheap',
}];
const FINDING: Finding = {
  tool: 'checkov', rule: 'CKV_AWS_157', kind: 'AWS::RDS::DBInstance', app: 'trial', resource: 'Database',
};
const profileOf = (app: string) => (app === 'trial' ? 'development' : 'production');

describe('the list of findings', () => {
  test('explains a finding of its rule, type and profile', () => {
    expect(unexplained([FINDING], LIST, profileOf)).toEqual([]);
    expect(idle([FINDING], LIST, profileOf)).toEqual([]);
  });

  test.each<[string, Partial<Finding>]>([
    ['another rule', { rule: 'CKV_AWS_16' }],
    ['another validator', { tool: 'cfn-lint' }],
    ['another type of resource', { kind: 'AWS::RDS::DBCluster' }],
    ['another profile', { app: 'shop' }],
  ])('does not explain %s', (_, change) => {
    const finding = { ...FINDING, ...change };

    expect(unexplained([finding], LIST, profileOf)).toEqual([finding]);
  });

  test('names each part of an entry that explains nothing', () => {
    const list = [{ ...LIST[0], kinds: [...LIST[0].kinds, 'AWS::S3::Bucket'], profiles: ['development', 'staging'] }];

    expect(idle([FINDING], list, profileOf)).toEqual([
      'checkov CKV_AWS_157: AWS::S3::Bucket', 'checkov CKV_AWS_157: staging',
    ]);
    expect(idle([], LIST, profileOf)).toEqual([
      'checkov CKV_AWS_157: AWS::RDS::DBInstance', 'checkov CKV_AWS_157: development',
    ]);
  });

  test('counts a rule once, however many resources violate it', () => {
    expect(violatedRules([FINDING, { ...FINDING, resource: 'Other' }, { ...FINDING, rule: 'CKV_AWS_16' }])).toBe(2);
  });

  test('has one entry for each rule and type, with a reason in words', () => {
    const names = LISTED.flatMap(({ tool, rule, kinds }) => kinds.map((kind) => `${tool} ${rule} ${kind}`));

    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    for (const { reason } of LISTED) expect(reason.split(' ').length).toBeGreaterThan(5);
  });
});

describe('the report of', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'validators-'));
  const file = path.join(folder, 'trial', 'Shop.template.json');
  const templates = new Templates(folder);
  beforeAll(() => {
    fs.mkdirSync(path.dirname(file));
    fs.writeFileSync(file, JSON.stringify({ Resources: {
      Database: { Type: 'AWS::RDS::DBInstance' }, Bucket: { Type: 'AWS::S3::Bucket' },
    } }));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test('cfn-lint is read by resource, and by template where there is none', () => {
    const report = JSON.stringify([
      { Filename: file, Rule: { Id: 'W1' }, Location: { Path: ['Resources', 'Database', 'DependsOn', 0] } },
      { Filename: file, Rule: { Id: 'E1' }, Location: { Path: ['Outputs', 'Bucket'] } },
    ]);

    expect(readCfnLint(report, templates).findings).toEqual([
      { tool: 'cfn-lint', rule: 'W1', kind: 'AWS::RDS::DBInstance', app: 'trial', resource: 'Database' },
      { tool: 'cfn-lint', rule: 'E1', kind: '', app: 'trial', resource: '' },
    ]);
    expect(readCfnLint('', templates).findings).toEqual([]);
  });

  test('cloudformation-validate is read by resource', () => {
    expect(readDiagnostics(JSON.stringify([{ file, rule: 'W3', resource: 'Bucket' }]), templates).findings).toEqual([
      { tool: 'cloudformation-validate', rule: 'W3', kind: 'AWS::S3::Bucket', app: 'trial', resource: 'Bucket' },
    ]);
  });

  test('checkov is read with what it was satisfied by', () => {
    const check = (check_id: string, resource: string) =>
      ({ check_id, file_path: '/trial/Shop.template.json', resource });
    const report = JSON.stringify({ results: {
      failed_checks: [check('CKV_1', 'AWS::RDS::DBInstance.Database')],
      passed_checks: [check('CKV_2', 'AWS::S3::Bucket.Bucket'), check('CKV_2', 'AWS::S3::Bucket.Bucket')],
    } });

    expect(readCheckov(report, templates)).toEqual({
      findings: [{ tool: 'checkov', rule: 'CKV_1', kind: 'AWS::RDS::DBInstance', app: 'trial', resource: 'Database' }],
      passed: ['CKV_2 AWS::S3::Bucket'],
    });
  });

  test('Guard is read under the ids of Control Tower, with the resources of the type that a rule is about', () => {
    const titles = new Map([
      ['multi_az', { id: 'CT.RDS.PR.1', kind: 'AWS::RDS::DBInstance' }],
      ['no_acl', { id: 'CT.S3.PR.5', kind: 'AWS::S3::Bucket' }],
    ]);
    const report = JSON.stringify([{
      name: path.join('/elsewhere', 'trial__Shop.template.json'),
      not_compliant: [{ Rule: { name: 'multi_az', checks: [
        { path: '/Resources/Database/Properties/MultiAZ' }, { path: '/Resources/Bucket/Properties' },
      ] } }],
      compliant: ['no_acl', 'of_another_type'],
    }]);

    expect(readGuard(report, templates, titles)).toEqual({
      findings: [
        {
          tool: 'Control Tower', rule: 'CT.RDS.PR.1', kind: 'AWS::RDS::DBInstance', app: 'trial', resource: 'Database',
        },
      ],
      passed: ['CT.S3.PR.5 AWS::S3::Bucket'],
    });
  });
});

describe('docs/compliance.md', () => {
  test('shows the list and the figures of the last run', () => {
    expect(fs.readFileSync(COMPLIANCE_PAGE, 'utf8')).toContain(
      `<!-- validators -->\n${validatorTables()}\n<!-- end of validators -->`,
    );
  });

  test('says of every type whose rules hold what satisfies them, and of no other', () => {
    const kinds = new Set(Object.values(readMeasured().satisfied).flatMap((rules) => Object.keys(rules)));

    expect([...kinds].filter((kind) => !SATISFIED_BY[kind])).toEqual([]);
    expect(Object.keys(SATISFIED_BY).filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});
