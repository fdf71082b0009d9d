import { ManagedPolicy, Role, type AddToPrincipalPolicyResult, type IPrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
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

/**
 * A role whose rights stand in customer managed policies: in one, until it is full.
 *
 * Every `grant…` of the CDK writes an inline policy otherwise, which the HIPAA, NIST and PCI rule packs reject; a managed policy
 * can also be read, versioned and attached to a boundary review by itself. The policy comes into being with its first statement.
 */
export class LeastPrivilegeRole extends Role {
  private rights?: ManagedPolicy;
  private policies = 0;
  private size = 0;

  constructor(scope: Construct, id: string, props: { readonly assumedBy: IPrincipal; readonly description: string }) {
    super(scope, id, props);
  }

  public override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    const rights = this.policyFor(sizeOf(statement));
    rights.addStatements(statement);
    return { statementAdded: true, policyDependable: rights };
  }

  public override addToPolicy(statement: PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  /** The latest policy, or the next one where that is full; a statement never moves to another policy because one was added after it. */
  private policyFor(size: number): ManagedPolicy {
    if (!this.rights || this.size + size > MAX_POLICY_SIZE) {
      this.policies += 1;
      this.size = FRAME_SIZE;
      this.rights = new ManagedPolicy(this, this.policies === 1 ? 'Rights' : `Rights${this.policies}`, { roles: [this] });
    }
    this.size += size;
    return this.rights;
  }
}

/** An upper bound: statements that the CDK merges when it writes the template count in full. */
function sizeOf(statement: PolicyStatement): number {
  return JSON.stringify(statement.toStatementJson()).replace(TOKEN, 'x'.repeat(TOKEN_SIZE)).length + 1;
}
