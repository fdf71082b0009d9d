// one page for people: no scripts, no fonts and no files of elsewhere, readable on light and on dark ground.

const STYLE = `
:root { color-scheme: light dark; --page: #f2f3f3; --card: #fff; --words: #16191f; --quiet: #545b64;
  --border: #d5dbdb; --link: #0a5cb8; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0f141a; --card: #161d26; --words: #e6e9ec; --quiet: #a3adb8; --border: #333c48; --link: #6cb2ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px; max-width: 1200px; background: var(--page); color: var(--words);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; } h2 { margin: 0 0 4px; } h3 { margin: 20px 0 8px; }
p { margin: 4px 0; } .quiet { color: var(--quiet); } a { color: var(--link); } summary { cursor: pointer; }
article { background: var(--card); border: 1px solid var(--border); border-radius: 8px; padding: 20px; margin: 20px 0; }
table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--border); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
img { max-width: 100%; height: auto; display: block; } pre { overflow-x: auto; font-size: 12px; margin: 8px 0; }
`;

/** A page around its articles. */
export function page(title: string, intro: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<body>
<h1>${escaped(title)}</h1>
<p class="quiet">${escaped(intro)}</p>
${body.join('\n')}
</body>
</html>
`;
}

/** A picture by day and by night. */
export interface Picture {
  /** Address of the picture for light ground. */
  readonly light: string;
  /** Address of the picture for dark ground. */
  readonly dark: string;
}

/** The picture that fits to the page. */
export function pictureTag({ light, dark }: Picture, alternative: string): string {
  return `<picture><source media="(prefers-color-scheme: dark)" srcset="${escaped(dark)}"><img src="${escaped(light)}" `
    + `alt="${escaped(alternative)}" loading="lazy"></picture>`;
}

/** Text that is unfolded on demand. */
export function folded(summary: string, text: string): string {
  return `<details><summary>${escaped(summary)}</summary>\n<pre>${escaped(text)}</pre></details>`;
}

/** A list, or nothing if it is empty. */
export function listTag(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
}

/** Words as HTML. */
export function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
