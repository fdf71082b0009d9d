// what IAM makes of a trust policy: whether a token of an identity provider may take a role.

/** Claims of a token; a claim that is missing is no key of the request. */
export type Claims = { readonly [claim: string]: string | readonly string[] | undefined };

type OneOrMore<T> = T | readonly T[];
type Conditions = { readonly [operator: string]: { readonly [key: string]: OneOrMore<string> } };

/** A statement of a trust policy, as it stands in a template whose ARNs are resolved. */
export interface TrustStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: OneOrMore<string>;
  readonly Principal: { readonly Federated?: unknown };
  readonly Condition?: Conditions;
}

const ACTION = 'sts:AssumeRoleWithWebIdentity';

/** How a value of a request is compared with one of a policy. Capital letters count, unless the name says no. */
const COMPARES: { readonly [operator: string]: (is: string, asked: string) => boolean } = {
  StringEquals: (is, asked) => is === asked,
  StringEqualsIgnoreCase: (is, asked) => is.toLowerCase() === asked.toLowerCase(),
  StringLike: (is, asked) => pattern(asked).test(is),
};
/** An operator that is the opposite of another. */
const OPPOSITES: { readonly [operator: string]: string } = {
  StringNotEquals: 'StringEquals', StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase', StringNotLike: 'StringLike',
};

/**
 * Whether a token may take a role: some statement allows it, and none denies it.
 *
 * @param issuer first part of the keys that the claims have in IAM
 */
export function admits(statements: readonly TrustStatement[], issuer: string, claims: Claims): boolean {
  const applying = statements.filter((statement) => applies(statement, issuer, claims));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

function applies({ Action, Principal, Condition = {} }: TrustStatement, issuer: string, claims: Claims): boolean {
  return listOf(Action).includes(ACTION) && Principal.Federated !== undefined
    && Object.entries(Condition).every(([operator, keys]) => Object.entries(keys).every(([key, asked]) => {
      const [provider, claim] = [key.slice(0, key.lastIndexOf(':')), key.slice(key.lastIndexOf(':') + 1)];
      if (provider !== issuer) throw new Error(`${key} is no claim of ${issuer}`);
      return holds(operator, claims[claim], listOf(asked));
    }));
}

/** One condition. Without a set operator, a key with several values is compared as one of them. */
function holds(operator: string, is: Claims[string], asked: readonly string[]): boolean {
  const [, set, name, ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const isOpposite = name in OPPOSITES;
  const compares = COMPARES[OPPOSITES[name] ?? name];
  if (!compares) throw new Error(`the operator ${operator} is not known here`);
  if (is === undefined) return ifExists !== undefined || set === 'ForAllValues' || (isOpposite && set === undefined);
  const one = (value: string) => asked.some((each) => compares(value, each)) !== isOpposite;
  return set === 'ForAllValues' ? listOf(is).every(one) : listOf(is).some(one);
}

function pattern(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^]*').replace(/\?/g, '[^]');
  return new RegExp(`^${escaped}$`);
}

function listOf<T>(value: OneOrMore<T>): readonly T[] {
  return Array.isArray(value) ? value as readonly T[] : [value as T];
}
