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

/** Builds and synthesizes every example once, without the CDK's own validator (the demo runs that). */
export async function synthesizeExamples(): Promise<SynthesizedExample[]> {
  const examples = await loadExamples();
  return examples.map((example) => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
    const app = new App({ outdir, context: exampleContext(), analyticsReporting: false });
    example.build(app);
    return { name: example.name, app, assembly: app.synth() };
  });
}
