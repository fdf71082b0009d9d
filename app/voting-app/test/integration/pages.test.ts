import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  brokenWords, PHONE, screenshot, scrollsSideways, type Settings, violations, zoomText,
} from '../support/browser.ts';
import { HOUR_MS, NOW, pageData, POLLS, REPORT } from '../support/page-polls.ts';
import { PageWindows } from '../support/page-windows.ts';

const pages = new PageWindows(POLLS, pageData());

type Places = readonly (readonly [name: string, url: () => string])[];

const vote = (path: string) => () => `${pages.roles.vote}${path}`;
const result = (path: string) => () => `${pages.roles.result}${path}`;
const OPEN: Places = [
  ['vote', vote('/')], ['result', result('/')],
  ['presenter', result('/present')], ['share', vote('/share')],
];
const OTHER_STATES: Places = [
  ['vote-closed', vote('/?poll=lunch')], ['vote-not-open-yet', vote('/?poll=talk')],
  ['result-closed', result('/?poll=lunch')], ['result-not-open-yet', result('/?poll=talk')],
  ['presenter-closed', result('/present?poll=lunch')],
];
const LONG_WORDS: Places = [
  ['vote-long-words', vote('/?poll=words')], ['result-long-words', result('/?poll=words')],
  ['presenter-long-words', result('/present?poll=words')],
  ['share-long-words', result('/share?poll=words')],
];

/** Opens a page, waits until its script has run, gives it to the test, and closes it. */
async function withPage(url: string, settings: Settings, use: (page: Page) => Promise<void>): Promise<void> {
  await pages.visit(url, settings, async (page) => {
    if (settings?.javaScriptEnabled !== false && await page.locator('#state').count() > 0) {
      await page.waitForSelector('#state:is([data-state="live"], [data-state="final"])');
    }
    await use(page);
  });
}

describe('every page', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`is clean for axe, ${colorScheme}`, async () => {
      for (const [name, url] of [...OPEN, ...OTHER_STATES]) {
        const viewport = name.startsWith('presenter') ? { width: 1920, height: 1080 } : { width: 1100, height: 860 };
        await withPage(url(), { colorScheme, viewport }, async (page) => {
          assert.deepEqual(await violations(page), [], name);
          await screenshot(page, `${name}-${colorScheme}`);
        });
      }
    });
  }

  test('is clean for axe in forced colours', async () => {
    for (const [name, url] of OPEN) {
      await withPage(url(), { forcedColors: 'active' }, async (page) => {
        assert.deepEqual(await violations(page), [], name);
        await screenshot(page, `${name}-forced-colours`);
      });
    }
  });

  test('fits a phone of 375 pixels, with long links to other polls', async () => {
    for (const [name, url] of [...OPEN, ...LONG_WORDS]) {
      await withPage(url(), PHONE, async (page) => {
        assert.equal(await scrollsSideways(page), false, name);
        await screenshot(page, `${name}-phone`);
        await page.setViewportSize({ width: 360, height: 740 });
        assert.equal(await scrollsSideways(page), false, `${name} at 360 pixels`);
      });
    }
  });

  test('can be read at a zoom of 200 %, of the page and of the text alone', async () => {
    for (const [name, url] of [...OPEN, ...LONG_WORDS]) {
      await withPage(url(), { viewport: { width: 640, height: 512 } }, async (page) => {
        assert.equal(await scrollsSideways(page), false, name);
        await zoomText(page, 2);
        assert.equal(await scrollsSideways(page), false, `${name} with large text`);
        if (name === 'result') await screenshot(page, `${name}-zoom`);
      });
    }
  });

  test('shows everything without scripts', async () => {
    for (const [name, url] of OPEN) {
      await withPage(url(), { javaScriptEnabled: false }, async (page) => {
        assert.ok(await page.locator('h1').isVisible());
        await screenshot(page, `${name}-no-javascript`);
      });
    }
  });
});

describe('the look', () => {
  test('never breaks a label inside a word, on a phone and on a desk', async () => {
    for (const settings of [PHONE, {}]) {
      for (const [name, url] of LONG_WORDS) {
        await withPage(url(), settings, async (page) => {
          assert.deepEqual(await brokenWords(page, '.label, .name, .links a'), [], name);
        });
      }
    }
  });

  test('shows which option is chosen in forced colours', async () => {
    await withPage(`${pages.roles.vote}/`, { forcedColors: 'active' }, async (page) => {
      // the browser takes the colours away, also where the style still names them.
      const border = (option: string): Promise<number> => page.locator(`button[value="${option}"]`)
        .evaluate((button) => parseFloat(getComputedStyle(button).borderTopWidth));

      await page.getByRole('button', { name: 'Tabs' }).click();
      await page.getByText('is in').waitFor();

      assert.ok(await border('tabs') > await border('spaces'));
      await screenshot(page, 'vote-chosen-forced-colours');
    });
  });

  test('of a closed poll says when it ended, that the result is final, and who won', async () => {
    await withPage(`${pages.roles.result}/?poll=lunch`, {}, async (page) => {
      assert.equal(await page.locator('#state').innerText(), 'Final result');
      assert.equal(await page.locator('#outcome').innerText(), 'Pizza wins with 45.8% of 96 votes.');
      assert.equal(await page.locator('[data-option="b"] .leading').innerText(), 'WINNER');
      const hint = await page.locator('.hint:visible').innerText();
      assert.match(hint, /^This poll is closed\. Voting ended on \d+ \w+ 20\d\d at \d\d:\d\d\.$/);
    });
  });

  test('of a poll that is not open yet says when it opens', async () => {
    for (const url of [`${pages.roles.vote}/?poll=talk`, `${pages.roles.result}/?poll=talk`]) {
      await withPage(url, {}, async (page) => {
        assert.match(await page.locator('.hint:visible').innerText(), /^Voting opens on \d+ \w+ 20\d\d at \d\d:\d\d/);
      });
    }
  });

  test('without scripts does not promise a connection', async () => {
    await withPage(`${pages.roles.result}/`, { javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.locator('#state').innerText(), 'Updated every 5 seconds');
      assert.equal(await page.getByText('Connecting').count(), 0);
    });
  });

  test('shows the reader\'s own time', async () => {
    await withPage(`${pages.roles.vote}/?poll=talk`, { timezoneId: 'Asia/Tokyo' }, async (page) => {
      const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Asia/Tokyo' });
      const shown = await page.locator('.hint:visible time').innerText();
      assert.ok(shown.endsWith(hour.format(NOW + 2 * HOUR_MS)), shown);
    });
  });
});

describe('the way through the pages', () => {
  test('leads from the vote to the results with one click, and keeps the poll', async () => {
    await withPage(`${pages.roles.vote}/?poll=words`, {}, async (page) => {
      await page.getByRole('button', { name: 'Internationalization' }).click();
      await page.getByText('is in').waitFor();
      await page.locator('.button.primary', { hasText: 'See the results' }).click();

      await page.waitForURL(`${pages.roles.result}/?poll=words`);
      await page.locator('.button', { hasText: 'Vote' }).click();
      await page.waitForURL(`${pages.roles.vote}/?poll=words`);
    });
  });

  test('leads on by a redirect without scripts, so that a reload does not vote again', async () => {
    await withPage(`${pages.roles.vote}/?poll=words`, { javaScriptEnabled: false }, async (page) => {
      await page.getByRole('button', { name: 'Internationalization' }).click();
      await page.getByText('Your vote for Internationalization and localization is in').waitFor();
      const { depth } = await pages.roles.parts.queue.stats();

      await page.reload();

      assert.equal(page.url(), `${pages.roles.vote}/?poll=words`);
      assert.equal((await pages.roles.parts.queue.stats()).depth, depth);
      assert.equal(await page.locator('.button.primary').innerText(), 'See the results');
    });
  });

  test('copies the link that the code shows', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await withPage(`${pages.roles.result}/share?poll=words`, { permissions }, async (page) => {
      await page.getByRole('button', { name: 'Copy the link' }).click();
      await page.getByText('The link is copied').waitFor();

      const copied = await page.evaluate(() => navigator.clipboard.readText());

      assert.equal(copied, `${pages.roles.vote}/?poll=words`);
      assert.equal(await page.locator('.qr').getAttribute('aria-label'), `QR code of ${copied}`);
    });
  });
});

describe('live', () => {
  test('the way of the votes, the task and its zone are shown', async () => {
    await withPage(`${pages.roles.result}/`, {}, async (page) => {
      const cell = (name: string): Promise<string> => page.locator(`[data-pipeline="${name}"]`).innerText();
      assert.deepEqual([await cell('queued'), await cell('lag'), await cell('workers')], ['18', '0.2 s', '2']);
      assert.equal(await cell('task'), '3f2a9c0d in eu-central-1a');

      pages.roles.data.report = { ...REPORT, queued: 7, workers: 3 };

      await page.locator('[data-pipeline="queued"]', { hasText: '7' }).waitFor({ timeout: 5_000 });
      assert.equal(await cell('workers'), '3');
      pages.roles.data.report = REPORT;
    });
  });

  test('the chart grows with the votes', async () => {
    await withPage(`${pages.roles.result}/`, {}, async (page) => {
      const path = (): Promise<string | null> => page.locator('.history .c0 path').getAttribute('d');
      const drawn = await path();

      pages.roles.data.counts.main.tabs += 3000;

      await page.locator('[data-option="tabs"] .count', { hasText: '4,243' }).waitFor({ timeout: 5_000 });
      assert.notEqual(await path(), drawn);
      pages.roles.data.counts.main.tabs -= 3000;
    });
  });
});
