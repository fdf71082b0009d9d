import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { browserScript, textFile } from './text-file.ts';

export interface PageAsset {
  /** Path below the base path; changes with the content, so it may be kept for ever. */
  readonly path: string;
  /** The same for every content, with a star for the hash. */
  readonly family: string;
  readonly type: string;
  readonly body: Buffer;
}

function asset(name: string, extension: string, type: string, ...texts: readonly string[]): PageAsset {
  const text = texts.join('\n');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return {
    path: `/assets/${name}.${hash}.${extension}`, family: `/assets/${name}.*.${extension}`,
    type, body: Buffer.from(text),
  };
}

const CSS = 'text/css; charset=utf-8';
const JAVASCRIPT = 'text/javascript; charset=utf-8';

export const STYLES = asset(
  'app', 'css', CSS,
  textFile(import.meta.url, './styles/base.css'), textFile(import.meta.url, './styles/vote.css'),
  textFile(import.meta.url, './styles/result.css'), textFile(import.meta.url, './styles/share.css'),
);
export const PRESENT_STYLES = asset('present', 'css', CSS, textFile(import.meta.url, './styles/present.css'));
export const ADMIN_STYLES = asset('admin', 'css', CSS, textFile(import.meta.url, './styles/admin.css'));
export const ICON = asset('icon', 'svg', 'image/svg+xml', textFile(import.meta.url, './icon.svg'));
export const VOTE_SCRIPT = asset('vote', 'js', JAVASCRIPT, browserScript(import.meta.url, './client/vote.ts'));
export const RESULT_SCRIPT = asset('result', 'js', JAVASCRIPT, browserScript(import.meta.url, './client/result.ts'));
export const SHARE_SCRIPT = asset('share', 'js', JAVASCRIPT, browserScript(import.meta.url, './client/share.ts'));
export const ADMIN_SCRIPT = asset('admin', 'js', JAVASCRIPT, browserScript(import.meta.url, './client/admin.ts'));
const RELOAD_ONCE = browserScript(import.meta.url, './client/reload-once.ts');

const FOR_EVER = 'public, max-age=31536000, immutable';

export function addAssetRoutes(app: FastifyInstance, basePath: string, assets: readonly PageAsset[]): void {
  for (const file of assets) {
    app.get(`${basePath}${file.path}`, (_request, reply) =>
      reply.header('cache-control', FOR_EVER).type(file.type).send(file.body));
  }
  addOtherVersions(app, basePath, assets);
  // browsers ask for it whatever the page says.
  app.get('/favicon.ico', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').type(ICON.type).send(ICON.body));
}

/**
 * During a rollout a page comes from one version and its files from another. An unknown version of a file is answered
 * with the one that is here: styles and scripts fit nearly every page, and a script first reloads the page, once, since
 * the next answer will probably be of one version. Nobody may keep this answer.
 */
function addOtherVersions(app: FastifyInstance, basePath: string, assets: readonly PageAsset[]): void {
  const families = new Map(assets.map((file) => [file.family, file]));
  app.get<{ Params: { name: string } }>(`${basePath}/assets/:name`, (request, reply) => {
    const file = families.get(`/assets/${request.params.name.replace(/\.[0-9a-f]{12}\./, '.*.')}`);
    if (file === undefined) return reply.callNotFound();
    const body = file.type === JAVASCRIPT ? `${RELOAD_ONCE}\n${file.body.toString()}` : file.body;
    return reply.header('cache-control', 'no-store').type(file.type).send(body);
  });
}
