import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Opened, screenshot, Windows } from '../support/browser.ts';
import { Cluster, type RoleProcess } from '../support/cluster.ts';
import { cleanUp, freePort } from '../support/servers.ts';

const TOKEN = 'a-token-for-tests-only';

let cluster: Cluster;
let vote: RoleProcess;
let result: RoleProcess;
let windows: Windows;

before(async () => {
  cluster = await Cluster.start();
  const OPTIONS = 'tabs=Tabs,spaces=Spaces,both=Whatever the formatter says';
  const options = { OPTIONS, POLL_TITLE: 'Tabs or spaces?' };
  await cluster.start('worker', options);
  const resultPort = String(await freePort());
  vote = await cluster.start('vote', { ...options, RESULT_URL: `http://127.0.0.1:${resultPort}/` });
  result = await cluster.start('result', {
    ...options, PORT: resultPort, VOTE_URL: `${vote.url}/`, ADMIN_TOKEN: TOKEN,
  });
  windows = await Windows.launch();
});
after(async () => {
  await windows?.browser.close();
  await cluster.stop();
  cleanUp();
});

const open = (url: string, settings = {}): Promise<Opened> => windows.open(url, settings);
const shown = (page: Page, option: string): Promise<string> =>
  page.locator(`[data-option="${option}"] .count`).innerText();

async function waitFor(page: Page, option: string, text: string): Promise<void> {
  const count = page.locator(`[data-option="${option}"] .count`, { hasText: new RegExp(`^${text}$`) });
  await count.waitFor({ timeout: 5_000 });
}

/** A vote of somebody who uses no browser. */
const post = (choice: string): Promise<Response> => fetch(`${vote.url}/api/votes`, {
  method: 'POST', body: JSON.stringify({ choice }), headers: { 'content-type': 'application/json' },
});

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
      await post(i < 5 ? 'tabs' : 'both');
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
    const tally = await (await fetch(`${result.url}/api/results`)).json() as { options: { votes: number }[] };
    const before = tally.options[2].votes;
    const contexts = [];
    for (const missing of [['WebSocket'], ['WebSocket', 'EventSource']]) {
      const context = await windows.browser.newContext();
      const names = JSON.stringify(missing);
      await context.addInitScript(`for (const name of ${names}) delete window[name];`);
      const page = await context.newPage();
      await page.goto(`${result.url}/`);
      await page.waitForSelector('[data-state="live"]');
      contexts.push({ context, page });
    }

    await post('both');

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

  test('the page shows how the votes travel, and an administrator closes the poll for all roles', async () => {
    const { page, context } = await open(`${result.url}/`);
    await page.locator('#pipeline').waitFor({ timeout: 10_000 });
    assert.equal(await page.locator('[data-pipeline="workers"]').innerText(), '1');
    const voter = await open(`${vote.url}/`);

    const closed = await fetch(`${result.url}/admin/polls/main`, {
      method: 'POST', body: '{"action":"close"}',
      headers: { 'authorization': `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    });
    assert.equal(closed.status, 200);

    await page.getByText('Final result').waitFor({ timeout: 15_000 });
    await voter.page.getByRole('button', { name: 'Tabs' }).click();
    await voter.page.getByText('The vote was refused: this poll is closed').waitFor();
    await voter.page.locator('button[value="tabs"]:disabled').waitFor();
    await Promise.all([context.close(), voter.context.close()]);
  });
});
