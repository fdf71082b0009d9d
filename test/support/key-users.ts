// what encrypts with a key of its template, and whether the policy of the key lets it.
interface Resource { readonly Type: string; readonly Properties?: Record<string, unknown> }
interface Template { readonly Resources: Readonly<Record<string, Resource>> }
interface Statement {
  readonly Effect?: string;
  readonly Principal?: { readonly Service?: unknown };
  readonly Action?: string | readonly string[];
}

/** Where the key stands of what can have one. */
const KEYS: { readonly [type: string]: string } = {
  'AWS::APS::Workspace': 'KmsKeyArn', 'AWS::EC2::Volume': 'KmsKeyId', 'AWS::ECR::Repository': 'EncryptionConfiguration',
  'AWS::ElastiCache::ReplicationGroup': 'KmsKeyId', 'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::RDS::DBInstance': 'KmsKeyId', 'AWS::SecretsManager::Secret': 'KmsKeyId', 'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::SQS::Queue': 'KmsMasterKeyId',
};
const LOGS = /"logs\./;

/** Log groups that CloudWatch Logs cannot write to, and topics whose publishers cannot encrypt. */
export function withoutTheirKey(template: Template): string[] {
  const of = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  const statementsOf = (key: string) => statementsIn(template.Resources[key]?.Properties?.KeyPolicy);
  const groups = of('AWS::Logs::LogGroup').filter(([, { Properties: p = {} }]) => {
    const key = keyIn(template, p.KmsKeyId);
    return key !== undefined && !statementsOf(key).some((each) => LOGS.test(serviceOf(each)) && encrypts(each));
  });
  const topics = of('AWS::SNS::Topic').filter(([id, { Properties: p = {} }]) => {
    const key = keyIn(template, p.KmsMasterKeyId);
    return key !== undefined && of('AWS::SNS::TopicPolicy')
      .filter(([, policy]) => JSON.stringify(policy.Properties?.Topics).includes(`"${id}"`))
      .flatMap(([, policy]) => statementsIn(policy.Properties?.PolicyDocument)).filter(publishes)
      .some((publisher) => !statementsOf(key).some((each) =>
        serviceOf(each) === serviceOf(publisher) && encrypts(each)));
  });
  return [...groups, ...topics].map(([id]) => id);
}

/** What REGULATED promises for all of them: a key of the customer. */
export function withoutCustomerKey(template: Template): string[] {
  return Object.entries(template.Resources)
    // a replica of the same Region has the key of its source.
    .filter(([, { Type, Properties: p = {} }]) => KEYS[Type] !== undefined && p[KEYS[Type]] === undefined
      && !(p.SourceDBInstanceIdentifier !== undefined && p.SourceRegion === undefined))
    .map(([id]) => id);
}

function keyIn({ Resources }: Template, reference: unknown): string | undefined {
  const [key] = /(?<=\["|"Ref":")\w+(?=",?)/.exec(JSON.stringify(reference ?? '')) ?? [];
  return key !== undefined && Resources[key]?.Type === 'AWS::KMS::Key' ? key : undefined;
}

function statementsIn(document: unknown): Statement[] {
  return (document as { Statement?: Statement[] } | undefined)?.Statement ?? [];
}

function serviceOf({ Principal }: Statement): string {
  return JSON.stringify(Principal?.Service ?? '');
}

function publishes({ Effect, Principal, Action }: Statement): boolean {
  return Effect === 'Allow' && Principal?.Service !== undefined && [Action].flat().includes('sns:Publish');
}

function encrypts({ Effect, Action }: Statement): boolean {
  return Effect === 'Allow' && [Action].flat().some((action) => String(action).startsWith('kms:GenerateDataKey'));
}
