import { CfnOutput, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { rejectProblems, type Problem } from './problem';
import { Register } from './register';
import { contradiction, text } from './validation';

const ID = 'Outputs';
const NAMES = new Register('outputs');

/**
 * Stack outputs with names that other teams may rely on: `<prefix><name>`, without the hash of the construct path.
 *
 * It is called once for a construct, and rejects names that the stack has already.
 *
 * @param prefix first part of each name; characters that CloudFormation does not allow are left out
 * @param values by the second part of the name, in PascalCase
 */
export function writeOutputs(scope: Construct, prefix: string, values: Readonly<Record<string, string>>): void {
  const nameOf = (name: string) => `${prefix}${name}`.replace(/[^A-Za-z0-9]/g, '');
  const names = Object.keys(values).map(nameOf);
  rejectProblems(scope, `${scope.constructor.name}.exportOutputs`, outputProblems(scope, prefix, names));

  const outputs = new Construct(scope, ID);
  for (const [name, value] of Object.entries(values)) {
    new CfnOutput(outputs, name, { value }).overrideLogicalId(nameOf(name));
  }
  for (const name of names) NAMES.take(scope, keyOf(scope, name));
}

function outputProblems(scope: Construct, prefix: string, names: readonly string[]): Problem[] {
  if (scope.node.tryFindChild(ID) !== undefined) {
    return [{
      prop: 'prefix', must: 'be given once, because the outputs exist already', got: prefix,
      advice: 'call exportOutputs once for each construct',
    }];
  }
  if (Token.isUnresolved(prefix)) {
    return [{ prop: 'prefix', must: 'be known at synthesis', got: prefix, advice: 'it is part of logical ids' }];
  }
  const taken = names.find((name) => NAMES.holderOf(scope, keyOf(scope, name)));
  return [
    ...text('prefix', prefix, /[^]{0,200}/, 'have at most 200 characters'),
    ...contradiction(taken !== undefined, {
      prop: 'prefix', must: 'give names that the stack does not have yet', got: prefix,
      advice: `${taken && NAMES.holderOf(scope, keyOf(scope, taken))?.node.path} has "${taken}" already`,
    }),
  ];
}

function keyOf(scope: Construct, name: string): string {
  return `${Stack.of(scope).node.addr} ${name}`;
}
