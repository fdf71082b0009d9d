import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Page } from 'playwright-core';
import { type Settings, Windows } from './browser.ts';
import { closeServers } from './listening.ts';
import { type Data, type PageRoles, startPageRoles } from './page-roles.ts';

/** The roles with pages, and a browser, while the tests of a file run. */
export class PageWindows {
  private started?: { readonly roles: PageRoles; readonly windows: Windows };

  constructor(polls: readonly object[], data: Data) {
    let roles: PageRoles | undefined;
    before(async () => {
      roles = await startPageRoles(polls, data);
      this.started = { roles, windows: await Windows.launch() };
    });
    after(async () => {
      await this.started?.windows.browser.close();
      roles?.stop();
      closeServers();
    });
  }

  public get roles(): PageRoles {
    return this.started!.roles;
  }

  public get windows(): Windows {
    return this.started!.windows;
  }

  /** Opens a page without movements, gives it to the test, and closes it; nothing on it may have failed. */
  public async visit(url: string, settings: Settings, use: (page: Page) => Promise<void>): Promise<void> {
    const { page, context, faults } = await this.windows.open(url, { reducedMotion: 'reduce', ...settings });
    await use(page);
    assert.deepEqual(faults, [], url);
    await context.close();
  }
}
