import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Opened } from '../support/browser.ts';
import { startPageRoles } from '../support/page-roles.ts';
import { PageWindows } from '../support/page-windows.ts';
import { SilentProxy } from '../support/silent-proxy.ts';

const HOUR_MS = 3_600_000;
const OPTIONS = { tabs: 'Tabs', spaces: 'Spaces' };
const POLLS = [{ id: 'main', title: 'Tabs or spaces?', options: OPTIONS }];
const DATA = { counts: { main: { tabs: 3, spaces: 1 } }, samples: [] };

const pages = new PageWindows(POLLS, structuredClone(DATA));

/** A page whose clock the test can move. */
function withClock(url: string, prepare?: (page: Page) => Promise<unknown>): Promise<Opened> {
  return pages.windows.open(url, {}, async (page) => {
    await page.clock.install();
    await prepare?.(page);
  });
}

const live = (page: Page): Promise<unknown> => page.waitForSelector('#state[data-state="live"]');
const notice = (page: Page): Promise<string> => page.locator('#notice').innerText();

/** Answers the API of the page in place of the server; returns the times of the page's clock at which it was asked. */
async function answerInstead(
  page: Page, path: string, answer?: { status: number; headers?: Record<string, string> },
): Promise<number[]> {
  const asked: number[] = [];
  await page.route(`**/${path}*`, async (route) => {
    asked.push(await page.evaluate(() => Date.now()));
    // without an answer the request stays open for ever.
    if (answer !== undefined) await route.fulfill({ ...answer, body: '{"detail":"too many votes"}' });
  });
  return asked;
}

describe('a page on a network that falls silent', () => {
  const without = {
    'a WebSocket': [], 'server-sent events': ['WebSocket'],
  };
  for (const [name, missing] of Object.entries(without)) {
    test(`stops saying that it is live within 15 seconds, with ${name}`, async () => {
      const proxy = await SilentProxy.to(pages.roles.result);
      const { page, context } = await withClock(`${proxy.url}/`, (fresh) =>
        fresh.addInitScript((names) => {
          for (const gone of names) delete (window as unknown as Record<string, unknown>)[gone];
        }, missing));
      await live(page);

      proxy.fallSilent();
      await page.clock.fastForward(15_000);

      await page.waitForSelector('#state[data-state="off"]', { timeout: 3_000 });
      proxy.stop();
      await context.close();
    });
  }

  test('is live again when it hears something', async () => {
    const proxy = await SilentProxy.to(pages.roles.result);
    const { page, context } = await withClock(`${proxy.url}/`);
    await live(page);
    // a jump of the clock looks like silence.
    await page.clock.fastForward(15_000);
    await page.waitForSelector('#state[data-state="off"]', { timeout: 3_000 });

    await live(page);

    proxy.stop();
    await context.close();
  });

  test('stays live while nothing changes for a while', async () => {
    const { page, context } = await pages.windows.open(`${pages.roles.result}/`);
    await live(page);
    const states: string[] = [];
    await page.exposeFunction('noteState', (state: string) => states.push(state));
    await page.evaluate(() => {
      const pill = document.getElementById('state')!;
      const { noteState } = window as unknown as { noteState(state: string): void };
      new MutationObserver(() => noteState(pill.dataset.state!)).observe(pill, { attributes: true });
    });

    await sleep(14_000);

    assert.deepEqual(states.filter((state) => state !== 'live'), []);
    await context.close();
  });
});

describe('a vote', () => {
  test('that gets no answer does not say for ever that it is being sent', async () => {
    const { page, context } = await withClock(`${pages.roles.vote}/`);
    const asked = await answerInstead(page, 'api/votes');
    await page.getByRole('button', { name: 'Tabs' }).click();
    await page.getByText('Sending your vote for Tabs').waitFor();

    await page.clock.runFor(9_000);
    assert.match(await notice(page), /will be sent again/);
    for (let i = 0; i < 30 && !/could not be delivered/.test(await notice(page)); i++) await page.clock.runFor(4_000);

    assert.match(await notice(page), /could not be delivered. Please try again later/);
    // the clock of the page runs ahead of this process.
    for (let i = 0; i < 100 && asked.length < 6; i++) await sleep(20);
    assert.equal(asked.length, 6);
    await context.close();
  });

  test('comes back no earlier than the answer asks, and says when', async () => {
    const { page, context } = await withClock(`${pages.roles.vote}/`);
    const asked = await answerInstead(page, 'api/votes', { status: 429, headers: { 'retry-after': '20' } });
    await page.getByRole('button', { name: 'Tabs' }).click();
    await page.getByText(/sent again in 2\d seconds/).waitFor();

    for (let i = 0; i < 30 && asked.length < 2; i++) await page.clock.runFor(1_000);

    assert.ok(asked[1] - asked[0] >= 20_000, `came back after ${asked[1] - asked[0]} ms`);
    assert.ok(asked[1] - asked[0] < 25_000, `came back after ${asked[1] - asked[0]} ms`);
    await context.close();
  });

  test('that would have to wait for long is left to the voter', async () => {
    const { page, context } = await withClock(`${pages.roles.vote}/`);
    const asked = await answerInstead(page, 'api/votes', { status: 429, headers: { 'retry-after': '1800' } });
    await page.getByRole('button', { name: 'Tabs' }).click();

    await page.getByText('Please try again in 30 minutes').waitFor();
    await page.clock.runFor(120_000);

    assert.equal(asked.length, 1);
    await context.close();
  });

  test('does not wait for an earlier one that got stuck', async () => {
    const { page, context } = await pages.windows.open(`${pages.roles.vote}/`);
    await page.route('**/api/votes', async (route) => {
      // the first one never gets an answer.
      if (!route.request().postData()!.includes('tabs')) await route.continue();
    });

    await page.getByRole('button', { name: 'Tabs' }).click();
    await page.getByRole('button', { name: 'Spaces' }).click();

    await page.getByText('Your vote for Spaces is in').waitFor({ timeout: 5_000 });
    await context.close();
  });

  test('that was overtaken does not come back with a late answer', async () => {
    const { queue } = pages.roles.parts;
    const add = queue.add.bind(queue);
    let answerLate = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      answerLate = resolve;
    });
    queue.add = async (vote) => {
      if (vote.choice === 'tabs') await late;
      return add(vote);
    };
    const { page, context } = await pages.windows.open(`${pages.roles.vote}/`);
    await page.getByRole('button', { name: 'Tabs' }).click();
    await page.getByRole('button', { name: 'Spaces' }).click();
    await page.getByText('Your vote for Spaces is in').waitFor({ timeout: 5_000 });

    answerLate();
    await sleep(500);
    await page.reload();

    assert.equal(await page.locator('button[aria-pressed="true"] .label').innerText(), 'Spaces');
    queue.add = add;
    await context.close();
  });
});

test('results that are asked for one by one come back no earlier than the answer says', async () => {
  let asked: number[] = [];
  const { page, context } = await withClock(`${pages.roles.result}/`, async (fresh) => {
    await fresh.addInitScript(() => {
      for (const gone of ['WebSocket', 'EventSource']) delete (window as unknown as Record<string, unknown>)[gone];
    });
    asked = await answerInstead(fresh, 'api/results', { status: 503, headers: { 'retry-after': '30' } });
  });

  for (let i = 0; i < 40 && asked.length < 2; i++) await page.clock.runFor(1_000);

  assert.ok(asked[1] - asked[0] >= 30_000, `came back after ${asked[1] - asked[0]} ms`);
  await context.close();
});

describe('during a rollout', () => {
  /** Pages of another version ask for files with another hash. */
  async function openOfOtherVersion(url: string): Promise<Opened & { loads(): number }> {
    let loads = 0;
    const opened = await pages.windows.open(url, {}, (page) => page.route(url, async (route) => {
      loads++;
      const response = await route.fetch();
      const body = (await response.text()).replace(/\.[0-9a-f]{12}\./g, '.000000000000.');
      await route.fulfill({ response, body });
    }));
    return { ...opened, loads: () => loads };
  }

  test('a page of another version is loaded once more, and then works with the files that are there', async () => {
    const { page, context, loads } = await openOfOtherVersion(`${pages.roles.result}/`);

    await page.waitForSelector('#state[data-state="live"]', { timeout: 15_000 });
    await sleep(1_500);

    assert.equal(loads(), 2);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.card')!).borderTopStyle), 'solid');
    await context.close();
  });
});

describe('a page that was opened before', () => {
  test('follows the opening and the closing of the poll', async () => {
    const report = { queued: 0, lagMs: 0, workers: 1, seenAt: Date.now() };
    const timed = await startPageRoles(POLLS, { ...structuredClone(DATA), report });
    const [soon, past] = [Date.now() + HOUR_MS, Date.now() - 1];
    timed.setTimes({ opensAt: soon, closesAt: soon + HOUR_MS });
    const [vote, result] = [await withClock(`${timed.vote}/`), await pages.windows.open(`${timed.result}/`)];
    await vote.page.getByText('Voting opens on').waitFor();
    assert.equal(await vote.page.getByRole('button', { name: 'Tabs' }).isDisabled(), true);

    timed.setTimes({ opensAt: past });
    await vote.page.clock.runFor(HOUR_MS + 5_000);
    await vote.page.getByRole('button', { name: 'Tabs' }).click();
    await vote.page.getByText('Your vote for Tabs is in').waitFor();
    await result.page.getByText('Voting is open until').waitFor();

    timed.setTimes({ closesAt: past });
    await vote.page.clock.runFor(2 * HOUR_MS + 5_000);
    await vote.page.locator('button[value="tabs"]:disabled').waitFor();
    await vote.page.getByText('This poll is closed').waitFor();
    await result.page.getByText('Final result').waitFor({ timeout: 8_000 });

    assert.equal(await result.page.locator('#outcome').innerText(), 'Tabs wins with 75.0% of 4 votes.');
    assert.deepEqual([vote.faults, result.faults], [[], []]);
    timed.stop();
    await Promise.all([vote.context.close(), result.context.close()]);
  });

  test('learns from a refused vote that the poll was closed', async () => {
    const { page, context } = await pages.windows.open(`${pages.roles.vote}/`);
    const refusal = { status: 409, json: { detail: 'this poll is closed' } };
    await page.route('**/api/votes', (route) => route.fulfill(refusal));
    const poll = { state: 'closed', opensAt: null, closesAt: null };
    await page.route('**/api/poll*', (route) => route.fulfill({ json: poll }));

    await page.getByRole('button', { name: 'Tabs' }).click();

    await page.getByText('The vote was refused: this poll is closed').waitFor();
    await page.locator('button[value="tabs"]:disabled').waitFor();
    await context.close();
  });
});
