// runs the command of a container on this machine, whatever port it asks for.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

/** Gives each server a free port in place of the one that it asks for, and says which is which. */
const ANY_PORT = `data:text/javascript,${encodeURIComponent(`
  import net from 'node:net';
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (port, ...rest) {
    this.once('listening', () => process.send({ asked: Number(port), got: this.address().port }));
    return listen.call(this, 0, '127.0.0.1', ...rest.filter((each) => typeof each === 'function'));
  };
`)}`;

export interface StartedCommand {
  readonly child: ChildProcess;
  /** Port that the program asked for. */
  readonly port: number;
  /** Answer to a request, wherever the program listens in truth. */
  get(path: string): Promise<Response>;
}

/** Starts what a Dockerfile says, which must be a program for Node. */
export async function startImage(folder: string): Promise<StartedCommand> {
  const [, command] = /^CMD (\[.*\])$/m.exec(fs.readFileSync(path.join(folder, 'Dockerfile'), 'utf8'))!;
  const [program, ...rest] = JSON.parse(command) as string[];
  if (program !== 'node') throw new Error(`only node can be run here, not ${program}`);
  const child = spawn(process.execPath, ['--import', ANY_PORT, ...rest], {
    cwd: folder, env: {}, stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ asked, got }] = await once(child, 'message') as [{ asked: number; got: number }];
  return { child, port: asked, get: (url) => fetch(`http://127.0.0.1:${got}${url}`) };
}
