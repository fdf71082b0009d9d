// writes the cloud assemblies that .ci/emulator.sh deploys: every example, one of everything in each profile, and
// programs that change step by step.
import fs from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { exampleContext, exampleNames, loadExample } from '../../demo/examples';
import { Profile } from '../../src';
import { lives, refusal } from './changes';
import { house } from './house';

const PROFILES = [Profile.DEVELOPMENT, Profile.STAGING, Profile.PRODUCTION, Profile.REGULATED];

function write(folder: string, build: (app: App) => void): void {
  const context = { ...exampleContext(), 'aws:cdk:disable-stack-trace': true };
  const app = new App({ outdir: folder, context, analyticsReporting: false });
  build(app);
  app.synth();
}

async function main(out: string): Promise<void> {
  for (const name of exampleNames()) {
    const example = await loadExample(name);
    write(path.join(out, 'examples', name), (app) => example.build(app));
  }
  for (const profile of PROFILES) write(path.join(out, 'profiles', profile.name), (app) => house(app, profile));
  const { before, after } = refusal();
  write(path.join(out, 'refused', 'before'), before);
  write(path.join(out, 'refused', 'after'), after);
  for (const life of lives()) {
    const folder = path.join(out, 'lives', life.name);
    life.changes.forEach(({ build }, step) => write(path.join(folder, String(step)), build));
    fs.writeFileSync(path.join(folder, 'changes.json'), JSON.stringify(life.changes));
  }
}

const [out] = process.argv.slice(2);
if (out === undefined) throw new Error('say where to write: scripts/rehearsal/write.ts <folder>');
main(out).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
