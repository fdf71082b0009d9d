import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { Cluster, type RoleProcess } from '../support/cluster.ts';
import { cleanUp, freePort } from '../support/servers.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARTIFACTS = process.env.VOTING_APP_ARTIFACTS ?? fileURLToPath(new URL('../../../../artifacts/voting-app', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let cluster: Cluster;
let vote: RoleProcess;
let result: RoleProcess;
let browser: Browser;

before(async () => {
  assert.ok(existsSync(CHROMIUM), 'Chromium is missing');
  mkdirSync(ARTIFACTS, { recursive: true });
  cluster = await Cluster.start();
  const options = { OPTIONS: 'tabs=Tabs,spaces=Spaces,both=Whatever the formatter says', POLL_TITLE: 'Tabs or spaces?' };
  await cluster.start('worker', options);
  const resultPort = String(await freePort());
  vote = await cluster.start('vote', { ...options, RESULT_URL: `http://127.0.0.1:${resultPort}/` });
  result = await cluster.start('result', { ...options, PORT: resultPort, VOTE_URL: `${vote.url}/` });
  browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: QUIET });
});
after(async () => {
  await browser?.close();
  await cluster.stop();
  cleanUp();
});

/** A window of its own; anything that the security policy blocks, or that fails in a script, is a fault. */
async function open(url: string, settings: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 860 }, ...settings });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  return { page, context, faults };
}

const shown = (page: Page, option: string): Promise<string> => page.locator(`[data-option="${option}"] .count`).innerText();
const screenshot = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: join(ARTIFACTS, `${name}.png`) });

async function waitFor(page: Page, option: string, text: string): Promise<void> {
  await page.waitForFunction(([id, expected]) => document.querySelector(`[data-option="${id}"] .count`)?.textContent === expected, [option, text], { timeout: 5_000 });
}

async function seriousViolations(page: Page): Promise<string[]> {
  // evaluated through the debugging protocol, which the page's security policy does not concern.
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations;
  });
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('in a browser', () => {
  test('a vote and its change are seen live in a second window', async () => {
    const watcher = await open(`${result.url}/`);
    await watcher.page.waitForSelector('[data-state="live"]');
    const voter = await open(`${vote.url}/`);
    await voter.page.getByRole('button', { name: 'Tabs' }).click();
    await voter.page.getByText('Your vote for Tabs is in').waitFor();
    await waitFor(watcher.page, 'tabs', '1 vote');

    await voter.page.getByRole('button', { name: 'Spaces' }).click();
    await waitFor(watcher.page, 'spaces', '1 vote');

    assert.equal(await shown(watcher.page, 'tabs'), '0 votes');
    assert.equal(await voter.page.getByRole('button', { name: 'Spaces' }).getAttribute('aria-pressed'), 'true');
    assert.equal(new URL(voter.page.url()).pathname, '/');
    await screenshot(voter.page, 'vote');
    for (let i = 0; i < 7; i++) {
      await fetch(`${vote.url}/api/votes`, { method: 'POST', body: JSON.stringify({ choice: i < 5 ? 'tabs' : 'both' }), headers: { 'content-type': 'application/json' } });
    }
    await waitFor(watcher.page, 'tabs', '5 votes');
    await watcher.page.waitForTimeout(600);
    await screenshot(watcher.page, 'result');
    assert.deepEqual([voter.faults, watcher.faults], [[], []]);
    await Promise.all([voter.context.close(), watcher.context.close()]);
  });

  test('the choice is still marked after a reload', async () => {
    const { page, context } = await open(`${vote.url}/`);
    await page.getByRole('button', { name: 'Tabs' }).click();
    await page.getByText('is in').waitFor();

    await page.reload();

    assert.equal(await page.getByRole('button', { name: 'Tabs' }).getAttribute('aria-pressed'), 'true');
    await context.close();
  });

  test('everything can be done by keyboard', async () => {
    const { page, context } = await open(`${vote.url}/`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLButtonElement).value), 'spaces');

    await page.keyboard.press('Enter');

    await page.getByText('Your vote for Spaces is in').waitFor();
    await context.close();
  });

  test('voting and results work without scripts', async () => {
    const { page, context } = await open(`${vote.url}/`, { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Tabs' }).click();
    await page.getByText('Your vote for Tabs is in').waitFor();

    await page.goto(`${result.url}/`);

    assert.match(await page.locator('.total').innerText(), /\d+ votes/);
    await context.close();
  });

  test('results stay live without WebSockets, and without events', async () => {
    const before = Number((await (await fetch(`${result.url}/api/results`)).json() as { options: { votes: number }[] }).options[2].votes);
    const contexts = [];
    for (const missing of [['WebSocket'], ['WebSocket', 'EventSource']]) {
      const context = await browser.newContext();
      const names = JSON.stringify(missing);
      await context.addInitScript(`for (const name of ${names}) delete window[name];`);
      const page = await context.newPage();
      await page.goto(`${result.url}/`);
      await page.waitForSelector('[data-state="live"]');
      contexts.push({ context, page });
    }

    await fetch(`${vote.url}/api/votes`, { method: 'POST', body: JSON.stringify({ choice: 'both' }), headers: { 'content-type': 'application/json' } });

    for (const { context, page } of contexts) {
      await waitFor(page, 'both', `${before + 1} votes`);
      await context.close();
    }
  });

  test('a vote is sent again by itself when the queue was away', async () => {
    const { page, context } = await open(`${vote.url}/`);
    await cluster.redis.crash();
    await page.getByRole('button', { name: 'Tabs' }).click();
    await page.getByText('will be sent again').waitFor();

    await cluster.redis.start();

    await page.getByText('Your vote for Tabs is in').waitFor({ timeout: 20_000 });
    await context.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing serious, ${colorScheme}`, async () => {
      for (const [name, url] of [['vote', vote.url], ['result', result.url]] as const) {
        const { page, context } = await open(`${url}/`, { colorScheme, reducedMotion: 'reduce' });
        if (name === 'vote') {
          await page.getByRole('button', { name: 'Spaces' }).click();
          await page.getByText('is in').waitFor();
        } else {
          await page.waitForSelector('[data-state="live"]');
        }
        assert.deepEqual(await seriousViolations(page), []);
        await screenshot(page, `${name}-${colorScheme}`);
        await page.setViewportSize({ width: 360, height: 740 });
        await screenshot(page, `${name}-${colorScheme}-phone`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
        assert.equal(overflow, false, `${name} scrolls sideways on a phone`);
        await context.close();
      }
    });
  }
});
