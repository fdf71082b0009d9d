import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * Stack outputs with names that other teams may rely on: `<prefix><name>`, without the hash of the construct path.
 *
 * @param prefix first part of each name; characters that CloudFormation does not allow are left out
 * @param values by the second part of the name, in PascalCase
 */
export function writeOutputs(scope: Construct, prefix: string, values: Readonly<Record<string, string>>): void {
  const outputs = new Construct(scope, 'Outputs');
  for (const [name, value] of Object.entries(values)) {
    new CfnOutput(outputs, name, { value }).overrideLogicalId(`${prefix}${name}`.replace(/[^A-Za-z0-9]/g, ''));
  }
}
