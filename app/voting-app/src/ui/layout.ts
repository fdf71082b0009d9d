import type { TaskIdentity } from '../metrics/ecs-task.ts';
import { ICON, type PageAsset, STYLES } from './assets.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]);
}

/** The same page with numbers in place of the characters beyond ASCII. Only for markup that has no scripts and styles of its own. */
export function asciiHtml(html: string): string {
  return html.replace(/[^\0-\x7f]/gu, (char) => `&#${char.codePointAt(0)};`);
}

export interface Layout {
  readonly title: string;
  readonly basePath: string;
  readonly script: PageAsset;
  readonly main: string;
  readonly task: TaskIdentity;
  /** Shown while scripts are off. */
  readonly noScript?: string;
}

export function layout(page: Layout): string {
  const asset = (file: PageAsset): string => `${page.basePath}${file.path}`;
  const zone = page.task.zone === undefined ? '' : ` in ${escapeHtml(page.task.zone)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<link rel="icon" href="${asset(ICON)}">
<link rel="stylesheet" href="${asset(STYLES)}">
<script src="${asset(page.script)}" defer></script>
${page.noScript === undefined ? '' : `<noscript>${page.noScript}</noscript>\n`}</head>
<body>
${page.main}
<footer>Processed by <code id="served-by">${escapeHtml(page.task.id)}</code>${zone}</footer>
</body>
</html>
`;
}

/** Links to the other polls and the other page. */
export function linkList(links: readonly { readonly href: string; readonly text: string; readonly current?: boolean }[]): string {
  if (links.length === 0) return '';
  const items = links.map(({ href, text, current }) => `<li><a href="${escapeHtml(href)}"${current ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a></li>`);
  return `<nav aria-label="More"><ul class="links">${items.join('')}</ul></nav>`;
}
