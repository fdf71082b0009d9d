// runs the samples in TypeScript, whose templates the other languages have to equal: tsx run.ts FOLDER_OF_SAMPLES OUT.
import fs from 'node:fs';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';

const [folder, out] = process.argv.slice(2).map((argument) => path.resolve(argument));
const samples = JSON.parse(fs.readFileSync(path.join(folder, '../samples.json'), 'utf8')) as {
  id: string; isWhole: boolean; runs: boolean;
}[];

async function main(): Promise<void> {
  const { SAMPLES } = await import(path.join(folder, 'parts.ts')) as { SAMPLES: ((this: Stack) => void)[] };
  samples.filter(({ isWhole }) => !isWhole).forEach(({ id }, i) => {
    const app = new App({ outdir: path.join(out, id), analyticsReporting: false });
    SAMPLES[i].call(new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } }));
    app.synth();
  });
  for (const { id } of samples.filter(({ isWhole, runs }) => isWhole && runs)) {
    // an app reads it when it is made, and synthesizes at the end of the process.
    process.env.CDK_OUTDIR = path.join(out, id);
    await import(path.join(folder, `${id}.ts`));
  }
}

void main();
