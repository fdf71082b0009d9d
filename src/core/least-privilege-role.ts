import {
  ManagedPolicy, PolicyDocument, Role, type AddToPrincipalPolicyResult, type IPrincipal, type PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * Characters that IAM takes in one managed policy, of which a role may have ten.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MAX_POLICY_SIZE = 6144;
/** What stands around the statements. */
const FRAME_SIZE = '{"Version":"2012-10-17","Statement":[]}'.length;
/** A name or an ARN that is only known at deployment; longer ones are rare, and most are shorter. */
const TOKEN = /[$#]\{Token\[[^\]]*\]\}/g;
const TOKEN_SIZE = 120;
/** Comma, brackets and the name of the field around a value. */
const SEPARATORS_SIZE = 15;

/**
 * A role whose rights stand in customer managed policies: in one, until it is full.
 *
 * Every `grant…` of the CDK writes an inline policy otherwise, which the HIPAA, NIST and PCI rule packs reject; a
 * managed policy
 * can also be read, versioned and attached to a boundary review by itself. The policy comes into being with its first
 * statement. It
 * holds 6144 characters, so statements that say the same of several resources become one, as for the secrets of an
 * application.
 */
export class LeastPrivilegeRole extends Role {
  private rights?: ManagedPolicy;
  private policies = 0;
  private size = 0;
  /** Statements of the latest policy, without their resources. */
  private readonly known = new Set<string>();

  constructor(scope: Construct, id: string, props: { readonly assumedBy: IPrincipal; readonly description: string }) {
    super(scope, id, props);
  }

  public override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    const rights = this.policyFor(statement);
    rights.addStatements(statement);
    return { statementAdded: true, policyDependable: rights };
  }

  public override addToPolicy(statement: PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  /**
   * The latest policy, or the next one where that is full; a statement never moves to another policy because one was
   * added after it.
   */
  private policyFor(statement: PolicyStatement): ManagedPolicy {
    const { Resource, ...right } = statement.toStatementJson();
    const name = JSON.stringify(right);
    const size = sizeOf(JSON.stringify(Resource ?? ''));
    if (!this.rights || this.size + size + this.sizeOfRight(name) > MAX_POLICY_SIZE) this.rights = this.nextPolicy();
    this.size += size + this.sizeOfRight(name);
    this.known.add(name);
    return this.rights;
  }

  /** What differs in its resources only becomes one statement. */
  private sizeOfRight(name: string): number {
    return this.known.has(name) ? 0 : sizeOf(name);
  }

  private nextPolicy(): ManagedPolicy {
    this.policies += 1;
    this.size = FRAME_SIZE;
    this.known.clear();
    const id = this.policies === 1 ? 'Rights' : `Rights${this.policies}`;
    return new ManagedPolicy(this, id, { roles: [this], document: new PolicyDocument({ minimize: true }) });
  }
}

function sizeOf(json: string): number {
  return json.replace(TOKEN, 'x'.repeat(TOKEN_SIZE)).length + SEPARATORS_SIZE;
}
