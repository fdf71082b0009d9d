import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { App, Stack } from 'aws-cdk-lib';
import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { audit, type Finding } from './audit';
import { exampleContext, type Example } from './examples';
import { writeDiagrams } from './diagrams';
import { writePictures } from './pictures';
import { reportSimulations, type SimulationReport } from './simulations';
import { costsOf, waitsOf, type Costs, type Waits } from '../cli/src/report/sections';
import { Profile } from '../src/core';
import { CostEstimate } from '../src/cost';
import { DeploymentForecast } from '../src/forecast';

export interface StackReport {
  readonly stack: string;
  readonly resources: number;
  readonly templateKB: number;
  /** Number of resources of each type. */
  readonly types: Readonly<Record<string, number>>;
}

export interface CostReport extends Costs {
  /** What has no price, and is not in the sums. */
  readonly unpriced: readonly string[];
}

/** Where examples that can be deployed anywhere are priced. */
const REGION = 'eu-west-1';

export interface ExampleReport {
  readonly example: string;
  readonly title: string;
  readonly profile: string;
  /** From an empty app to its templates, validation included. */
  readonly synthMs: number;
  readonly stacks: readonly StackReport[];
  /** What it would cost in a month, if it could be synthesized. */
  readonly cost?: CostReport;
  /** How long its first deployment would take, if it could be synthesized. */
  readonly forecast?: Waits;
  readonly findings: readonly Finding[];
  /** What the CDK's own validator said, in strict mode: errors and warnings alike. */
  readonly validation: readonly string[];
  /** Warnings and errors that constructs annotated. */
  readonly annotations: readonly string[];
  /** Files with pictures of its dashboards. */
  readonly pictures: readonly string[];
  /** Files with pictures of the app, by day and by night. */
  readonly diagrams: readonly string[];
  /** What each group and service makes of a load. */
  readonly simulations: readonly SimulationReport[];
}

/** Makes the CDK's built-in validator fail on errors and on warnings. */
export const STRICT_CONTEXT = {
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:strictCfnValidateErrors': true,
};

/** Builds one example, writes its cloud assembly and audits it. */
export async function synthesize(
  example: Example, outdir: string, context: Record<string, unknown> = exampleContext(),
): Promise<ExampleReport> {
  process.env.CDK_VALIDATION = 'true';
  const started = performance.now();
  const app = new App({ outdir, context: { ...context, ...STRICT_CONTEXT }, analyticsReporting: false });
  // examples are not asynchronous, and one that is must not pass for an empty one.
  await example.build(app);
  const { assembly, validation } = synthesizeStrictly(app);
  const synthMs = Math.round(performance.now() - started);

  const stacks = app.node.findAll().filter((node): node is Stack => Stack.isStack(node));
  if (stacks.length === 0) throw new Error('build(app) made no stack');
  return {
    example: example.name,
    title: example.title,
    profile: Profile.of(stacks[0]).name,
    synthMs,
    stacks: (assembly?.stacksRecursively ?? []).map(reportStack),
    ...assembly && { cost: reportCost(app, outdir), forecast: reportForecast(outdir) },
    findings: audit(app),
    validation,
    annotations: stacks.flatMap((stack) => stack.node.findAll().flatMap((node) => node.node.metadata
      .filter((entry) => entry.type === 'aws:cdk:warning' || entry.type === 'aws:cdk:error')
      .map((entry) => `${node.node.path}: ${String(entry.data)}`))),
    pictures: assembly ? writePictures(assembly, outdir) : [],
    diagrams: assembly ? writeDiagrams(outdir, example.name, REGION) : [],
    simulations: assembly ? reportSimulations(outdir) : [],
  };
}

function synthesizeStrictly(app: App): { assembly?: CloudAssembly; validation: string[] } {
  try {
    return { assembly: app.synth(), validation: [] };
  } catch (error) {
    return { validation: [(error as Error).message] };
  }
}

/** Writes the estimate beside the templates. */
function reportCost(app: App, outdir: string): CostReport {
  const estimate = CostEstimate.of(app, { region: REGION });
  fs.writeFileSync(path.join(outdir, 'cost.txt'), estimate.toText());
  fs.writeFileSync(path.join(outdir, 'cost.json'), estimate.toJson());
  return {
    ...costsOf(estimate),
    unpriced: estimate.unpriced.map((note) => `${note.path}: ${note.text}`),
  };
}

/** Writes the forecast beside the templates. */
function reportForecast(outdir: string): Waits {
  const forecast = DeploymentForecast.fromAssembly(outdir);
  fs.writeFileSync(path.join(outdir, 'forecast.txt'), forecast.toText());
  fs.writeFileSync(path.join(outdir, 'forecast.json'), forecast.toJson());
  return waitsOf(forecast);
}

function reportStack({ stackName, template }: CloudFormationStackArtifact): StackReport {
  const { Resources = {} } = template as { Resources?: Record<string, { Type: string }> };
  const types: Record<string, number> = {};
  for (const { Type } of Object.values(Resources)) types[Type] = (types[Type] ?? 0) + 1;
  return {
    stack: stackName,
    resources: Object.keys(Resources).length,
    templateKB: Math.round(Buffer.byteLength(JSON.stringify(template, null, 1)) / 102.4) / 10,
    types,
  };
}
