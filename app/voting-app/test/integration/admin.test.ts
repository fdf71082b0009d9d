import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PHONE, screenshot, scrollsSideways, type Settings, violations } from '../support/browser.ts';
import { pageData, POLLS } from '../support/page-polls.ts';
import { ADMIN_TOKEN } from '../support/page-roles.ts';
import { PageWindows } from '../support/page-windows.ts';

const pages = new PageWindows(POLLS, pageData());

async function signedIn(use: (page: Page) => Promise<void>, settings: Settings = {}): Promise<void> {
  await pages.visit(`${pages.roles.result}/admin`, settings, async (page) => {
    await page.getByLabel('Token').fill(ADMIN_TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Tabs or spaces?' }).waitFor();
    await use(page);
  });
}

describe('the administration', () => {
  test('asks for the token, and says when it is wrong', async () => {
    const { page, context } = await pages.windows.open(`${pages.roles.result}/admin`);
    assert.deepEqual(await violations(page), []);

    await page.getByLabel('Token').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByText('The token is wrong').waitFor();
    assert.equal(await page.getByRole('listitem').count(), 0);
    await screenshot(page, 'admin-wrong-token');
    await context.close();
  });

  test('closes and opens a poll, which open pages follow', async () => {
    const { page: watcher, context } = await pages.windows.open(`${pages.roles.result}/`);
    await signedIn(async (page) => {
      const poll = page.locator('[data-poll="main"]');
      await poll.getByRole('button', { name: 'Close' }).click();
      await poll.getByText('Closed').waitFor();
      await watcher.getByText('This poll is closed').waitFor({ timeout: 5_000 });

      await poll.getByRole('button', { name: 'Open' }).click();
      await poll.locator('.pill', { hasText: /^Open$/ }).waitFor();
      await watcher.locator('[data-when="open"]:not([hidden])').waitFor({ state: 'attached', timeout: 5_000 });

      await poll.getByRole('button', { name: 'As configured' }).click();
      await poll.getByText('Open until').waitFor();
    });
    await context.close();
  });

  test('asks before it deletes votes', async () => {
    await signedIn(async (page) => {
      const sent: string[] = [];
      page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.postData() ?? '')));
      const poll = page.locator('[data-poll="lunch"]');
      assert.equal(await page.locator('[data-poll="main"] [data-action="reset"]').isDisabled(), true);

      await poll.getByRole('button', { name: 'Reset' }).click();
      assert.deepEqual(await violations(page), []);
      await screenshot(page, 'admin-reset');
      await page.getByRole('button', { name: 'Keep the votes' }).click();
      await poll.getByRole('button', { name: 'Reset' }).click();
      await page.getByRole('button', { name: 'Delete all votes' }).click();
      await page.getByText('The votes are deleted').waitFor();

      assert.deepEqual(sent, ['{"action":"reset"}']);
    });
  });

  test('gives the votes as a file', async () => {
    await signedIn(async (page) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'), page.locator('[data-poll="main"]').getByRole('button', { name: 'CSV' }).click(),
      ]);

      assert.equal(download.suggestedFilename(), 'main-votes.csv');
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`is clean for axe and fits a phone, ${colorScheme}`, async () => {
      await signedIn(async (page) => {
        assert.deepEqual(await violations(page), []);
        await screenshot(page, `admin-${colorScheme}`);
        await page.setViewportSize(PHONE.viewport);
        assert.equal(await scrollsSideways(page), false);
        await screenshot(page, `admin-${colorScheme}-phone`);
      }, { colorScheme });
    });
  }
});
