import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { App, Stack } from 'aws-cdk-lib';
import { audit, type Finding } from './audit';
import { exampleContext, type Example } from './examples';
import { Profile } from '../src/core';

export interface StackReport {
  readonly stack: string;
  readonly resources: number;
  readonly templateKB: number;
  /** Number of resources of each type. */
  readonly types: Readonly<Record<string, number>>;
}

export interface ExampleReport {
  readonly example: string;
  readonly title: string;
  readonly profile: string;
  readonly synthMs: number;
  readonly stacks: readonly StackReport[];
  readonly findings: readonly Finding[];
  /** What the CDK's own validator said, in strict mode: errors and warnings alike. */
  readonly validation: readonly string[];
  /** Warnings and errors that constructs annotated. */
  readonly annotations: readonly string[];
}

/** Makes the CDK's built-in validator fail on errors and on warnings. */
export const STRICT_CONTEXT = {
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:strictCfnValidateErrors': true,
};

/** Builds one example, writes its cloud assembly and audits it. */
export function synthesize(example: Example, outdir: string): ExampleReport {
  process.env.CDK_VALIDATION = 'true';
  const started = performance.now();
  const app = new App({ outdir, context: { ...exampleContext(), ...STRICT_CONTEXT }, analyticsReporting: false });
  example.build(app);
  const validation = synthesizeStrictly(app);
  const synthMs = Math.round(performance.now() - started);

  const stacks = app.node.findAll().filter((node): node is Stack => Stack.isStack(node));
  return {
    example: example.name,
    title: example.title,
    profile: Profile.of(stacks[0] ?? app).name,
    synthMs,
    stacks: stacks.map((stack) => reportStack(stack, outdir)),
    findings: audit(app),
    validation,
    annotations: stacks.flatMap((stack) => stack.node.findAll().flatMap((node) => node.node.metadata
      .filter((entry) => entry.type === 'aws:cdk:warning' || entry.type === 'aws:cdk:error')
      .map((entry) => `${node.node.path}: ${String(entry.data)}`))),
  };
}

function synthesizeStrictly(app: App): string[] {
  try {
    app.synth();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function reportStack(stack: Stack, outdir: string): StackReport {
  const file = path.join(outdir, stack.templateFile);
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '{}';
  const resources = Object.values((JSON.parse(text) as { Resources?: Record<string, { Type: string }> }).Resources ?? {});
  const types: Record<string, number> = {};
  for (const { Type } of resources) types[Type] = (types[Type] ?? 0) + 1;
  return { stack: stack.stackName, resources: resources.length, templateKB: Math.round(Buffer.byteLength(text) / 102.4) / 10, types };
}
