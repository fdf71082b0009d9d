/** Where a stack is deployed, as far as that is known. */
export interface Environment {
  readonly region?: string;
  readonly account?: string;
  readonly stackName?: string;
}

const PARTITIONS: readonly [prefix: string, partition: string, suffix: string][] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov'],
  ['', 'aws', 'amazonaws.com'],
];

/** The value of a pseudo parameter, or nothing if it is known at deployment only. */
export function pseudoParameter(name: string, { region, account, stackName }: Environment): string | undefined {
  const [, partition, suffix] = PARTITIONS.find(([prefix]) => (region ?? '').startsWith(prefix))!;
  const values: { readonly [name: string]: string | undefined } = {
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::StackName': stackName,
    'AWS::Partition': region && partition,
    'AWS::URLSuffix': region && suffix,
  };
  return values[name];
}
