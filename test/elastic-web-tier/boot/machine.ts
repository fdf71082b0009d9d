// one first boot in namespaces of its own.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Tools that all do the same: write the call down. */
const TOOLS = [
  'dnf', 'blkid', 'mkfs.xfs', 'mount', 'umount', 'mountpoint', 'xfs_growfs', 'resize2fs', 'sleep', 'sha256sum',
  'setpriv', 'useradd', 'chown', 'curl',
];

export interface MachineOptions {
  /** Variables of the stand-ins, such as `APP: 'failing'`. */
  readonly with?: Record<string, string>;
  readonly settings?: { environment?: Record<string, string>; secrets?: Record<string, string> };
  readonly secret?: Record<string, unknown>;
  /** Instance that has the data volume. */
  readonly holder?: string;
  /** What happens on the machine after its first boot. */
  readonly after?: string;
  readonly port?: number;
}

export interface Boot {
  readonly code: number;
  readonly codeAfter: number;
  readonly output: string;
  /** Calls of the stand-ins, in order. */
  readonly calls: string[];
  /** Environment of the application. */
  readonly environment: Record<string, string>;
  /** Modes of the folder and the file with the secrets, and the kind of file system below them. */
  readonly memory: string[];
  file(name: string): string;
}

export function boot(script: string, options: MachineOptions = {}): Boot {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'machine-'));
  try {
    fs.cpSync(path.join(__dirname, 'stand-ins'), path.join(root, 'stand-ins'), { recursive: true });
    for (const tool of TOOLS) fs.symlinkSync('tool', path.join(root, 'stand-ins', tool));
    fs.mkdirSync(path.join(root, 'out'));
    fs.writeFileSync(path.join(root, 'out/calls'), '');
    fs.writeFileSync(path.join(root, 'user-data'), script);
    fs.writeFileSync(
      path.join(root, 'settings.json'), JSON.stringify({ environment: {}, secrets: {}, ...options.settings }),
    );
    fs.writeFileSync(path.join(root, 'secret.json'), JSON.stringify(options.secret ?? {}));
    fs.writeFileSync(path.join(root, 'holder'), `${options.holder ?? 'None'}\n`);
    fs.writeFileSync(path.join(root, 'case'), Object.entries({ PORT: String(options.port ?? 0), ...options.with })
      .map(([name, value]) => `export ${name}='${value}'\n`).join(''));
    const run = spawnSync('unshare', [
      '--map-root-user', '--mount', '--pid', '--fork', '--kill-child', path.join(__dirname, 'chroot.sh'), root,
      process.execPath, options.after ?? 'true',
    ], { encoding: 'utf8', timeout: 60_000 });
    if (run.status !== 0) throw new Error(`the machine does not start: ${run.stdout}${run.stderr}${run.error ?? ''}`);
    return evidence(root);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

function evidence(root: string): Boot {
  const read = (name: string) =>
    fs.existsSync(path.join(root, name)) ? fs.readFileSync(path.join(root, name), 'utf8') : '';
  const kept = new Map([
    'var/log/web/app.log', 'var/lib/web/predecessor', 'root/.docker/config.json', 'etc/docker/daemon.json', 'out/tag',
    'out/left', 'out/home',
  ].map((name) => [name, read(name)]));
  return {
    code: Number(read('out/code')),
    codeAfter: Number(read('out/code-after')),
    output: read('out/output'),
    calls: read('out/calls').split('\n').filter((line) => line !== ''),
    environment: Object.fromEntries(read('out/environment').split('\0').filter((entry) => entry.includes('=')).map(
      (entry) => {
        const at = entry.indexOf('=');
        return [entry.slice(0, at), entry.slice(at + 1)];
      },
    )),
    memory: read('out/memory').trim().split('\n'),
    file: (name) => kept.get(name) ?? '',
  };
}
