// rights on every resource: only what reads, and what AWS gives on nothing smaller.
interface Resource { readonly Type: string; readonly Properties?: Record<string, unknown> }
interface Template { readonly Resources: Readonly<Record<string, Resource>> }
interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

const READS = /^[a-z0-9-]+:(?:Describe|Get|List)[A-Za-z]*$/;
/**
 * Actions that know no resource, by the service that has them.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const WITHOUT_RESOURCE = [
  /^logs:(?:Create|Delete|Update)LogDelivery$/, /^logs:PutResourcePolicy$/,
  /^ssm:UpdateInstanceInformation$/, /^ssmmessages:(?:Create|Open)(?:Control|Data)Channel$/,
  /^xray:PutT(?:elemetryRecords|raceSegments)$/,
];

/** Policies of the library with a right that is too wide, by logical id and action. */
export function rightsOnEverything(template: Template): string[] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy')
    .flatMap(([id, { Properties }]) => statementsIn(Properties?.PolicyDocument).filter(isWide)
      .flatMap(({ Action }) => [Action].flat())
      .filter((action) => ![READS, ...WITHOUT_RESOURCE].some((known) => known.test(String(action))))
      .map((action) => `${id} ${action}`));
}

function statementsIn(document: unknown): readonly Statement[] {
  return [(document as { Statement?: Statement | Statement[] } | undefined)?.Statement ?? []].flat();
}

function isWide({ Effect, Resource, Condition }: Statement): boolean {
  return Effect === 'Allow' && Condition === undefined && [Resource].flat().includes('*');
}
