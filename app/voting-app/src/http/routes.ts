import type { FastifyInstance } from 'fastify';
import { targetOf } from './request.ts';

/** Which methods each path has, so that a wrong method can be told from a wrong path. */
export class Routes {
  private readonly known: { readonly path: RegExp; readonly methods: readonly string[] }[] = [];

  public watch(app: FastifyInstance): void {
    app.addHook('onRoute', ({ url, method }) => this.add(url, [method].flat()));
  }

  public add(url: string, methods: readonly string[]): void {
    const pattern = url.replace(/\/$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
    this.known.push({ path: new RegExp(`^${pattern}/?$`), methods });
  }

  /** The methods that a path has, in the order of the alphabet. */
  public methodsOf(url: string): string[] {
    const { path } = targetOf(url);
    return [...new Set(this.known.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods))].sort();
  }
}
