import {
  ManagedPolicy, PolicyDocument, Role, type AddToPrincipalPolicyResult, type IPrincipal, type PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { decryptStatements } from './secret-keys';

/**
 * Characters that IAM takes in one managed policy, of which a role may have ten.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MAX_POLICY_SIZE = 6144;
/** The document without its statements. */
const FRAME_SIZE = '{"Version":"2012-10-17","Statement":[]}'.length;
/** Stands for a name or an ARN that is only known at deployment; few are longer than `TOKEN_SIZE`. */
const TOKEN = /[$#]\{Token\[[^\]]*\]\}/g;
const TOKEN_SIZE = 120;
const READS = ['secretsmanager:GetSecretValue', 'ssm:GetParameters', 'ssm:GetParameter'];
/** Comma, brackets and the name of the field around a value. */
const SEPARATORS_SIZE = 15;

/**
 * A role whose rights stand in customer managed policies: in one, until it is full.
 *
 * The CDK's `grant…` methods write inline policies, which the HIPAA, NIST and PCI rule packs reject. A managed policy
 * can also be read, versioned and reviewed by itself. It is made with its first statement and holds 6144 characters, so
 * statements that differ only in their resources are merged.
 *
 * A right to read a secret or a parameter brings the right to use its key, where the app imports that key.
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
    this.addDecryption(statement);
    return { statementAdded: true, policyDependable: rights };
  }

  public override addToPolicy(statement: PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  /** Whoever may read a secret or a parameter may decrypt it, also under a key that the app imports. */
  private addDecryption({ actions, resources }: PolicyStatement): void {
    if (!actions.some((action) => READS.includes(action))) return;
    for (const statement of decryptStatements(this, resources)) this.addToPrincipalPolicy(statement);
  }

  /**
   * Adds to the newest policy, or starts another when that one is full. Statements never move: a change of one leaves
   * the others as they are.
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

  /** Statements that differ only in their resources are merged. */
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
