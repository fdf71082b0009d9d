import { ManagedPolicy, Role, type AddToPrincipalPolicyResult, type IPrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * A role whose rights stand in one customer managed policy.
 *
 * Every `grant…` of the CDK writes an inline policy otherwise, which the HIPAA, NIST and PCI rule packs reject; a managed policy
 * can also be read, versioned and attached to a boundary review by itself. The policy comes into being with its first statement.
 */
export class LeastPrivilegeRole extends Role {
  private rights?: ManagedPolicy;

  constructor(scope: Construct, id: string, props: { readonly assumedBy: IPrincipal; readonly description: string }) {
    super(scope, id, props);
  }

  public override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.rights ??= new ManagedPolicy(this, 'Rights', { roles: [this] });
    this.rights.addStatements(statement);
    return { statementAdded: true, policyDependable: this.rights };
  }

  public override addToPolicy(statement: PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }
}
