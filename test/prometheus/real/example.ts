// the files of examples/voting-app-metrics as its tasks write them: the scripts of the cloud assembly are run by bash,
// with the values of the template, into a folder of this run.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { exampleContext } from '../../../demo/examples';
import { build } from '../../../examples/voting-app-metrics/main';
import type { TemplateJson } from '../../support/invariants';

interface Container { readonly Name: string; readonly Command?: readonly unknown[] }

/** What AWS would fill in; a value that only has to look right is the name of its resource. */
function deployed(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[call, argument]] = Object.entries(value as Record<string, unknown>);
  if (call === 'Ref') return PSEUDO[argument as string] ?? String(argument);
  if (call === 'Fn::Join') {
    const [between, parts] = argument as [string, unknown[]];
    return parts.map(deployed).join(between);
  }
  if (call === 'Fn::Sub') return String(argument);
  if (call === 'Fn::GetAtt') {
    const [resource, attribute] = argument as [string, string];
    return attribute === 'PrometheusEndpoint' ? WORKSPACE : `${resource}-${attribute.replaceAll('.', '-')}`;
  }
  if (call === 'Fn::Select') {
    const [index, { 'Fn::Split': [, of] }] = argument as [number, { 'Fn::Split': [string, unknown] }];
    return `${deployed(of)}-${index}`;
  }
  throw new Error(`nothing is known of ${call}`);
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': 'eu-west-1', 'AWS::Partition': 'aws', 'AWS::AccountId': '111122223333',
  'AWS::URLSuffix': 'amazonaws.com',
};
const WORKSPACE = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/';

/** Writes the files of every task below a folder. */
export function writeExample(folder: string): void {
  const app = new App({ analyticsReporting: false, context: exampleContext() });
  build(app);
  const assembly = app.synth();
  const [{ template }] = assembly.stacks as { template: TemplateJson }[];
  const containers = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
    .flatMap(({ Properties }) => (Properties as { ContainerDefinitions: Container[] }).ContainerDefinitions);
  const scripts = fs.readdirSync(assembly.directory).filter((name) => name.endsWith('.sh'));
  for (const { Command: [script, ...values] = [] } of containers.filter(({ Name }) => Name === 'config')) {
    const file = scripts.find((name) => JSON.stringify(script).includes(name.replace(/^asset\.|\.sh$/g, '')))!;
    const text = fs.readFileSync(path.join(assembly.directory, file), 'utf8')
      .replaceAll(/^(put |TMPDIR=)'/gm, `$1'${folder}`)
      // folders of users that this machine does not have.
      .replaceAll(/^own '.*$/gm, '');
    const local = path.join(folder, 'script');
    fs.writeFileSync(local, text);
    execFileSync('bash', ['-c', 'set -eu; script=$(cat "$0"); eval "$script"', local, ...values.map(deployed)]);
    fs.rmSync(local);
  }
}

/** Every file below a folder, by its path there. */
export function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile()).sort();
}
