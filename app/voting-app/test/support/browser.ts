import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const ARTIFACTS = process.env.VOTING_APP_ARTIFACTS
  ?? fileURLToPath(new URL('../../../../artifacts/voting-app', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the security policy blocked, and what failed in a script. */
  readonly faults: string[];
}

export type Settings = Parameters<Browser['newContext']>[0];

export const PHONE = { viewport: { width: 375, height: 740 } };

/** A browser of this test run; each page is opened in a window of its own, which shares nothing with others. */
export class Windows {
  private constructor(public readonly browser: Browser) {}

  public static async launch(): Promise<Windows> {
    assert.ok(existsSync(CHROMIUM), 'Chromium is missing');
    mkdirSync(ARTIFACTS, { recursive: true });
    return new Windows(await chromium.launch({ executablePath: CHROMIUM, headless: true, args: QUIET }));
  }

  public async open(url: string, settings: Settings = {}, prepare?: (page: Page) => Promise<unknown>): Promise<Opened> {
    const context = await this.browser.newContext({ viewport: { width: 1100, height: 860 }, ...settings });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await prepare?.(page);
    await page.goto(url);
    return { page, context, faults };
  }
}

/** The whole page, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), fullPage: true });
}

/** What axe finds on the page, whether serious or not. */
export async function violations(page: Page): Promise<string[]> {
  // evaluated through the debugging protocol, which the page's security policy does not concern.
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    interface Violation { id: string; nodes: { html: string; failureSummary: string }[] }
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' ')}`);
}

export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** Words of these elements that are broken over two lines. */
export function brokenWords(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((wanted) => {
    const broken: string[] = [];
    for (const element of document.querySelectorAll(wanted)) {
      const text = element.firstChild;
      if (text === null || text.nodeType !== Node.TEXT_NODE) continue;
      for (const match of (text.textContent ?? '').matchAll(/[^\s-]+/g)) {
        const range = document.createRange();
        range.setStart(text, match.index);
        range.setEnd(text, match.index + match[0].length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(match[0]);
      }
    }
    return broken;
  }, selector);
}

/** Changes the size of all text, as a browser does that zooms text only. */
export function zoomText(page: Page, factor: number): Promise<void> {
  return page.evaluate((size) => {
    document.documentElement.style.fontSize = size;
  }, `${factor * 100}%`);
}
