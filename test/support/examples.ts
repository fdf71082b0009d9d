import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { exampleContext, loadExamples } from '../../demo/examples';

export interface SynthesizedExample {
  readonly name: string;
  readonly app: App;
  readonly assembly: CloudAssembly;
}

let synthesized: Promise<readonly SynthesizedExample[]> | undefined;

/**
 * Every example, synthesized once in a process, because it costs seconds. Tests only read it.
 *
 * The CDK's own validator does not run; the demo runs it.
 */
export function synthesizeExamples(): Promise<readonly SynthesizedExample[]> {
  synthesized ??= synthesizeAll();
  return synthesized;
}

/** The same again, independent of every other one. */
export async function synthesizeAll(): Promise<readonly SynthesizedExample[]> {
  const examples = await loadExamples();
  return examples.map((example) => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
    const app = new App({ outdir, context: exampleContext(), analyticsReporting: false });
    example.build(app);
    return { name: example.name, app, assembly: app.synth() };
  });
}
