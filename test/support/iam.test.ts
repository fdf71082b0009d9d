import { admits, type Claims, type TrustStatement } from './iam';

const ISSUER = 'issuer.example.com';
const CLAIMS: Claims = { sub: 'repo:acme/shop:ref:refs/heads/main', aud: 'aws', groups: ['a', 'b'] };

function admitted(operator: string, claim: string, asked: string | string[], claims = CLAIMS): boolean {
  const statement: TrustStatement = {
    Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'arn' },
    Condition: { [operator]: { [`${ISSUER}:${claim}`]: asked } },
  };
  return admits([statement], ISSUER, claims);
}

describe('conditions of IAM', () => {
  test.each<[operator: string, claim: string, asked: string | string[], isAdmitted: boolean]>([
    ['StringEquals', 'aud', 'aws', true],
    ['StringEquals', 'aud', 'AWS', false],
    ['StringEquals', 'aud', ['gcp', 'aws'], true],
    ['StringEquals', 'sub', 'repo:acme/shop:*', false],
    ['StringEquals', 'missing', 'x', false],
    ['StringEqualsIfExists', 'missing', 'x', true],
    ['StringEqualsIfExists', 'aud', 'x', false],
    ['StringEqualsIgnoreCase', 'aud', 'AWS', true],
    ['StringNotEquals', 'aud', 'aws', false],
    ['StringNotEquals', 'missing', 'x', true],
    ['StringLike', 'sub', 'repo:acme/shop:*', true],
    ['StringLike', 'sub', 'repo:acme/sho?:ref:*main', true],
    ['StringLike', 'sub', 'repo.acme/shop:*', false],
    ['StringLike', 'sub', 'acme', false],
    ['StringNotLike', 'sub', 'repo:*', false],
    ['ForAnyValue:StringEquals', 'groups', 'b', true],
    ['ForAnyValue:StringEquals', 'groups', 'c', false],
    ['ForAnyValue:StringEquals', 'missing', 'c', false],
    ['ForAllValues:StringEquals', 'groups', ['a', 'b', 'c'], true],
    ['ForAllValues:StringEquals', 'groups', 'a', false],
    ['ForAllValues:StringEquals', 'missing', 'a', true],
  ])('%s of %s with %j is %s', (operator, claim, asked, isAdmitted) => {
    expect(admitted(operator, claim, asked)).toBe(isAdmitted);
  });

  test('an operator that is not known here is an error', () => {
    expect(() => admitted('NumericEquals', 'aud', '1')).toThrow('NumericEquals');
  });
});

describe('a trust policy', () => {
  const allow: TrustStatement = {
    Effect: 'Allow', Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'], Principal: { Federated: 'arn' },
  };

  test.each<[string, readonly TrustStatement[], boolean]>([
    ['admits everybody without conditions', [allow], true],
    ['admits nobody without a statement', [], false],
    ['admits nobody by another action', [{ ...allow, Action: 'sts:AssumeRole' }], false],
    ['admits nobody whom it denies', [allow, { ...allow, Effect: 'Deny' }], false],
  ])('%s', (_, statements, isAdmitted) => {
    expect(admits(statements, ISSUER, CLAIMS)).toBe(isAdmitted);
  });

  test('that looks at claims of another provider is an error', () => {
    expect(() => admits([{ ...allow, Condition: { StringEquals: { 'other:aud': 'x' } } }], ISSUER, CLAIMS))
      .toThrow('other:aud is no claim of issuer.example.com');
  });
});
