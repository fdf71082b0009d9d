import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { browserScript, textFile } from './text-file.ts';

export interface PageAsset {
  /** Path below the base path; changes with the content, so it may be kept for ever. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

function asset(name: string, extension: string, type: string, text: string): PageAsset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { path: `/assets/${name}.${hash}.${extension}`, type, body: Buffer.from(text) };
}

const JAVASCRIPT = 'text/javascript; charset=utf-8';

export const STYLES = asset('app', 'css', 'text/css; charset=utf-8', textFile(import.meta.url, './styles.css'));
export const ICON = asset('icon', 'svg', 'image/svg+xml', textFile(import.meta.url, './icon.svg'));
export const VOTE_SCRIPT = asset('vote', 'js', JAVASCRIPT, browserScript(import.meta.url, './client/vote.ts'));
export const RESULT_SCRIPT = asset('result', 'js', JAVASCRIPT, browserScript(import.meta.url, './client/result.ts'));

const FOR_EVER = 'public, max-age=31536000, immutable';

export function addAssetRoutes(app: FastifyInstance, basePath: string, assets: readonly PageAsset[]): void {
  for (const { path, type, body } of assets) {
    app.get(`${basePath}${path}`, (_request, reply) => reply.header('cache-control', FOR_EVER).type(type).send(body));
  }
  // browsers ask for it whatever the page says.
  app.get('/favicon.ico', (_request, reply) => reply.header('cache-control', 'public, max-age=86400').type(ICON.type).send(ICON.body));
}
