// user data of every bootstrap with plain values, for shellcheck and for the boot tests.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { groupLifecycle, singleLifecycle, type BootLifecycle } from '../../../src/elastic-web-tier/boot/lifecycle';
import type { DataVolumeMount } from '../../../src/elastic-web-tier/boot/volume-programs';
import { Bootstrap } from '../../../src/elastic-web-tier/bootstrap/bootstrap';
import { TierImage } from '../../../src/elastic-web-tier/bootstrap/tier-image';
import { renderUserData } from '../../../src/elastic-web-tier/bootstrap/user-data';

export const VOLUME = 'vol-0123456789abcdef0';

export const COMPOSE_FILE = path.join(__dirname, 'compose.yaml');

/** What the scripts differ in besides their bootstrap. */
export interface Machine {
  readonly port?: number;
  readonly healthPath?: string;
  readonly healthCodes?: string;
  readonly architecture?: InstanceArchitecture;
  /** Makes the machine one of a group. */
  readonly drainSeconds?: string;
  readonly dataVolume?: DataVolumeMount;
  readonly isProtected?: boolean;
}

const REGION = 'eu-central-1';
const SIGNAL = { stack: 'arn:aws:cloudformation:eu-central-1:111111111111:stack/Shop/0', resource: 'ShopGroupASG0' };
const GROUP: Machine = { drainSeconds: '60' };
const SINGLE: Machine = { dataVolume: { volumeId: VOLUME, mountPath: '/data' }, isProtected: true };

export function bootScript({ _variant: bootstrap }: Bootstrap, machine: Machine = {}): string {
  const { port = 8080, healthPath = '/health', healthCodes = '200', dataVolume } = machine;
  const { architecture = InstanceArchitecture.X86_64 } = machine;
  const stack = new Stack(new App(), 'Shop', { env: { account: '111111111111', region: REGION } });
  const plan = bootstrap.bind(stack, { port: `${port}`, architecture, mountPath: dataVolume?.mountPath });
  return plain(stack.resolve(renderUserData(bootstrap, plan!, {
    region: REGION,
    probe: { url: `http://localhost:${port}${healthPath}`, codes: healthCodes },
    lifecycle: lifecycleOf(machine, bootstrap.usesDocker),
    logGroupName: 'ShopLogs',
    settings: { parameterName: 'ShopSettings', fingerprint: '0123456789abcdef' },
  })));
}

function lifecycleOf({ drainSeconds, dataVolume, isProtected = false }: Machine, usesDocker: boolean): BootLifecycle {
  return drainSeconds === undefined
    ? singleLifecycle({ region: REGION, signal: SIGNAL, dataVolume, isProtected, usesDocker })
    : groupLifecycle({ region: REGION, signal: SIGNAL, drainSeconds });
}

/** What CloudFormation would make of it. */
function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  const [, parts] = (value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return parts.map((part) => typeof part === 'string' ? part : 'amazonaws.com').join('');
}

export function privateImage(): TierImage {
  const stack = new Stack(new App(), 'Registry', { env: { account: '111111111111', region: 'eu-central-1' } });
  return TierImage.fromRepository(Repository.fromRepositoryName(stack, 'Repository', 'shop'), '1.4.2');
}

export const SCRIPTS: Record<string, () => string> = {
  'container': () => bootScript(Bootstrap.container(privateImage(), { command: ['node', 'it\'s here.js'] }), GROUP),
  'container-public': () =>
    bootScript(
      Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), { containerPort: 80 }), GROUP,
    ),
  'container-single': () => bootScript(Bootstrap.container(privateImage()), SINGLE),
  'compose': () => bootScript(Bootstrap.compose(COMPOSE_FILE), GROUP),
  'compose-single-arm': () =>
    bootScript(Bootstrap.compose(COMPOSE_FILE), { ...SINGLE, architecture: InstanceArchitecture.ARM_64 }),
  'script': () =>
    bootScript(
      Bootstrap.script('node /opt/shop/server.js', { packages: ['nodejs20'], setup: ['mkdir -p /opt/shop'] }), GROUP,
    ),
  'script-single': () => bootScript(Bootstrap.script('/usr/bin/shop', { user: 'root' }), SINGLE),
};

/** Files that a script writes, by path. */
export function filesOf(script: string): Record<string, string> {
  const files: Record<string, string> = {};
  const heredoc = /^install -D -m \d+ \/dev\/stdin (\S+) <<'(END_*)'\n([\s\S]*?)\n\2$/gm;
  for (const [, file,, content] of script.matchAll(heredoc)) files[file] = `${content}\n`;
  return files;
}

/** Writes each script and each program in it to a folder, as shellcheck reads them. */
function main(folder: string): void {
  for (const [name, render] of Object.entries(SCRIPTS)) {
    const script = render();
    fs.writeFileSync(path.join(folder, `${name}.sh`), script);
    for (const [file, content] of Object.entries(filesOf(script))) {
      if (content.startsWith('#!/bin/bash')) {
        fs.writeFileSync(path.join(folder, `${name}.${path.basename(file)}.sh`), content);
      }
    }
  }
}

if (require.main === module) main(process.argv[2] ?? os.tmpdir());
