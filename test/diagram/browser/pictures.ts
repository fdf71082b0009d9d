/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// the pictures and the page as a real browser draws them, with its fonts; .ci/pictures.sh runs it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { run } from '../../../cli/src/program';
import { terminalOf } from '../../../cli/src/terminal';
import { AppDiagram, DiagramTheme, SimulationPicture } from '../../../src/diagram';
import { LoadTrace, ScalingSimulation } from '../../../src/simulation';
import { anApp } from '../support';

const ARTIFACTS = path.join(__dirname, '../../../artifacts/pictures');
const TIER = path.join(__dirname, '../../simulation/templates/tier.yaml');
const THEMES = [DiagramTheme.LIGHT, DiagramTheme.DARK];

let browser: Browser;
before(async () => {
  fs.mkdirSync(ARTIFACTS, { recursive: true });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: ['--no-sandbox'] });
});
after(() => browser.close());

/** Texts that cover another one, or leave the picture, measured by the browser. */
async function faultsOf(svg: string, name: string): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  const faults = await page.evaluate(() => {
    const whole = document.querySelector('svg')!.getBoundingClientRect();
    const texts = [...document.querySelectorAll('svg text')].map((text) =>
      ({ words: text.textContent!, box: text.getBoundingClientRect() }));
    // letters stand in the middle of their line, so a pixel of two neighbouring lines may touch.
    const touch = 1;
    return texts.flatMap(({ words, box }, i) => [
      ...box.left < whole.left || box.right > whole.right || box.bottom > whole.bottom ? [`"${words}" leaves`] : [],
      ...texts.slice(i + 1).filter(({ box: other }) => box.left < other.right - touch && other.left < box.right - touch
        && box.top < other.bottom - touch && other.top < box.bottom - touch)
        .map(({ words: covered }) => `"${words}" covers "${covered}"`),
    ]);
  });
  await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`), fullPage: true });
  await page.close();
  return faults;
}

for (const theme of THEMES) {
  for (const [zones, services] of [1, 2, 3, 4].flatMap((z) => [1, 2, 3, 4, 5, 6].map((s) => [z, s]))) {
    test(`${zones} zones and ${services} services on ${theme} ground`, async () => {
      const svg = AppDiagram.fromTemplate(anApp(zones, services, 40), { region: 'eu-west-1' }).toSvg(theme);

      assert.deepEqual(await faultsOf(svg, `app-${zones}-${services}.${theme}`), []);
    });
  }

  test(`a simulation on ${theme} ground`, async () => {
    const trace = LoadTrace.spike({ baseValue: 500, peakValue: 12_000, spikeSeconds: 3600 });
    const simulated = ScalingSimulation.fromFile(TIER).run({ trace, unitCapacity: 1000 });

    assert.deepEqual(await faultsOf(SimulationPicture.of(simulated).toSvg(theme), `simulation.${theme}`), []);
  });

  test(`the page on ${theme} ground has words that can be read, and the pictures for it`, async () => {
    const file = path.join(ARTIFACTS, 'report.html');
    await run(['report', TIER, '--region', 'eu-west-1', '--out', file], terminalOf(process, new Date()), '0');
    const context = await browser.newContext({ colorScheme: theme, viewport: { width: 1200, height: 900 } });
    const page = await context.newPage();
    // the compiler of tests gives functions their names with this one.
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.goto(`file://${file}`);

    const { contrast, pictures, wide } = await page.evaluate(async () => {
      const images = [...document.querySelectorAll('img')];
      for (const image of images) image.loading = 'eager';
      await Promise.all(images.map((image) => image.decode()));
      const light = (color: string) => {
        const [r, g, b] = color.match(/\d+/g)!.slice(0, 3).map((part) => Number(part) / 255)
          .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = (element: Element): string => {
        const color = getComputedStyle(element).backgroundColor;
        return /, 0\)$/.test(color) && element.parentElement ? ground(element.parentElement) : color;
      };
      const ratios = [...document.querySelectorAll('h1, h2, h3, p, li, summary')].map((element) => {
        const [one, other] = [light(getComputedStyle(element).color), light(ground(element))];
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      });
      return {
        contrast: Math.min(...ratios), pictures: images.map((image) => atob(image.currentSrc.split(',')[1])),
        wide: document.documentElement.scrollWidth,
      };
    });

    await page.screenshot({ path: path.join(ARTIFACTS, `report.${theme}.png`), fullPage: true });
    await context.close();
    assert.ok(contrast >= 4.5, `the contrast is ${contrast}, WCAG wants 4.5`);
    assert.equal(pictures.length, 2);
    const dark = AppDiagram.fromFile(TIER, { region: 'eu-west-1', title: TIER }).toSvg(theme);
    assert.equal(Buffer.from(pictures[0], 'latin1').toString('utf8'), dark);
    assert.ok(wide <= 1200, `the page is ${wide} pixels wide`);
  });
}
