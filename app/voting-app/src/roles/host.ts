import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { closeGently } from '../http/graceful-close.ts';
import { Backlog } from '../queue/backlog.ts';
import type { VoteQueue } from '../queue/types.ts';
import type { Sql } from '../store/sql.ts';
import type { DatabaseParts, Parts, QueueParts } from './parts.ts';

type Step = () => Promise<unknown> | void;

/** The stores that were opened for a role; a role that does not need one has none. */
export interface Stores {
  readonly queue?: VoteQueue;
  readonly sql?: Sql;
}

/** Where the parts of a role live: gives them what they need, lets them listen, and stops them in the right order. */
export class Host {
  /** Address of each server that listens. */
  public readonly addresses: Record<string, string> = {};
  private readonly backlog?: Backlog;
  /** What takes requests: all of it ends at the same time. */
  private readonly takers: Step[] = [];
  /** What works on the requests taken: ends afterwards, one by one. */
  private readonly workers: Step[] = [];

  constructor(public readonly parts: Parts, private readonly stores: Stores, public readonly afterCommit?: () => void) {
    const { config, log } = parts;
    if (stores.queue && config.queue) this.backlog = new Backlog(stores.queue, config.queue.maxDepth, log);
  }

  public get deadlineMs(): number {
    return this.parts.config.shutdownTimeoutS * 1000;
  }

  public get withQueue(): Parts & QueueParts {
    const { queue } = this.stores;
    if (queue === undefined || this.backlog === undefined) {
      throw new Error(`role ${this.parts.config.role} has no queue`);
    }
    return { ...this.parts, queue, backlog: this.backlog };
  }

  public get withDatabase(): Parts & DatabaseParts {
    const { sql } = this.stores;
    if (sql === undefined) throw new Error(`role ${this.parts.config.role} has no database`);
    return { ...this.parts, sql };
  }

  /** Listens, and ends without breaking a request. */
  public async serve(name: string, app: FastifyInstance, port: number): Promise<void> {
    await app.ready();
    await this.listen(name, app.server, port);
    this.endFirst(() => closeGently(app.server, this.deadlineMs));
  }

  public async listen(name: string, server: Server, port: number): Promise<void> {
    const { host } = this.parts.config.web;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host, backlog: 4096 }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    const address = server.address() as AddressInfo;
    this.addresses[name] = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${address.port}`;
  }

  public endFirst(...steps: readonly Step[]): void {
    this.takers.push(...steps);
  }

  public endAfterwards(...steps: readonly Step[]): void {
    this.workers.push(...steps);
  }

  /** What stores votes ends after what takes them; the stores themselves come last. */
  public async stop(): Promise<void> {
    await Promise.all(this.takers.map((step) => step()));
    for (const step of this.workers) await step();
    await this.stores.queue?.close();
    await this.stores.sql?.close();
  }
}
