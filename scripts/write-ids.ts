import fs from 'node:fs';
import { App } from 'aws-cdk-lib';
import { goldenFile, IDS, idsOf } from './ids';
import { exampleContext, loadExamples } from '../demo/examples';

async function main(): Promise<void> {
  fs.rmSync(IDS, { recursive: true, force: true });
  fs.mkdirSync(IDS, { recursive: true });
  for (const example of await loadExamples()) {
    const app = new App({ context: exampleContext(), analyticsReporting: false });
    example.build(app);
    app.synth();
    fs.writeFileSync(goldenFile(example.name), idsOf(app));
  }
}

main().catch((error: unknown) => { console.error(error); process.exitCode = 1; });
