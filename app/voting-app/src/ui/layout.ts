import type { TaskIdentity } from '../metrics/ecs-task.ts';
import { wordClass } from './words.ts';
import { ICON, type PageAsset, STYLES } from './assets.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]);
}

/** The same page in ASCII: other characters become numbers. For markup without scripts and styles of its own. */
export function asciiHtml(html: string): string {
  return html.replace(/[^\0-\x7f]/gu, (char) => `&#${char.codePointAt(0)};`);
}

/** A class attribute; nothing when there is no class. */
export function classes(...names: readonly string[]): string {
  const text = names.join(' ').trim();
  return text === '' ? '' : ` class="${text}"`;
}

export interface Layout {
  readonly title: string;
  readonly basePath: string;
  readonly script?: PageAsset;
  /** Beside the styles that all pages have. */
  readonly styles?: PageAsset;
  readonly main: string;
  readonly task: TaskIdentity;
  /** Shown while scripts are off. */
  readonly noScript?: string;
}

export function layout(page: Layout): string {
  const asset = (file: PageAsset): string => `${page.basePath}${file.path}`;
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(page.title)}</title>`,
    `<link rel="icon" href="${asset(ICON)}">`,
    ...[STYLES, page.styles].flatMap((file) => file ? [`<link rel="stylesheet" href="${asset(file)}">`] : []),
    ...page.script ? [`<script src="${asset(page.script)}" defer></script>`] : [],
    ...page.noScript ? [`<noscript>${page.noScript}</noscript>`] : [],
  ];
  return `<!doctype html>
<html lang="en">
<head>
${head.join('\n')}
</head>
<body>
${page.main}
<footer>
Processed by <code id="served-by">${escapeHtml(page.task.id)}</code> <span id="zone">${inZone(page.task.zone)}</span>
</footer>
</body>
</html>
`;
}

function inZone(zone: string | undefined): string {
  return zone === undefined ? '' : `in ${escapeHtml(zone)}`;
}

export interface Link {
  readonly href: string;
  readonly text: string;
  readonly current?: boolean;
  readonly primary?: boolean;
}

/** Links to the other polls. */
export function linkList(links: readonly Link[]): string {
  if (links.length < 2) return '';
  const items = links.map(({ href, text, current }) => {
    const attributes = `${classes(wordClass(text))}${current ? ' aria-current="page"' : ''}`;
    return `<li><a href="${escapeHtml(href)}"${attributes}>${escapeHtml(text)}</a></li>`;
  });
  return `<nav aria-label="Polls"><ul class="links">${items.join('')}</ul></nav>`;
}

/** What one may do next: the first is the most likely. */
export function actionList(links: readonly Link[]): string {
  if (links.length === 0) return '';
  const items = links.map(({ href, text, primary }) =>
    `<li><a class="button${primary ? ' primary' : ''}" href="${escapeHtml(href)}">${escapeHtml(text)}</a></li>`);
  return `<ul class="actions">${items.join('')}</ul>`;
}
