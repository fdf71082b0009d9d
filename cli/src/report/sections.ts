import type { CostEstimate } from '../../../src/cost';
import type { DeploymentForecast, DurationRange } from '../../../src/forecast';
import { counted } from '../../../src/diagram/drawing/words';
import { about } from '../../../src/forecast/report/words';
import { escaped, folded, listTag, pictureTag, type Picture } from './html';
import type { Story } from './stories';

/** What a month costs, in whole dollars. */
export interface Costs {
  /** US dollars a month at the smallest capacity. */
  readonly minimumUsd: number;
  /** US dollars a month at the largest capacity. */
  readonly maximumUsd: number;
  /** Resources that cost more than that: their price is not known. */
  readonly withoutPrice: number;
}

/** How long the first deployment takes, and what makes people wait. */
export interface Waits extends DurationRange {
  /** Construct paths of what takes longer than a minute, in order. */
  readonly waitsFor: readonly string[];
}

/** What makes people wait shorter is not worth a word. */
const WORTH_SECONDS = 60;

export function costsOf({ monthly, unpriced }: CostEstimate): Costs {
  return {
    minimumUsd: Math.round(monthly.minimum), maximumUsd: Math.round(monthly.maximum),
    withoutPrice: new Set(unpriced.map(({ path }) => path)).size,
  };
}

export function waitsOf({ duration, criticalPath }: DeploymentForecast): Waits {
  const waitsFor = criticalPath.filter((step) => step.duration.maxSeconds > WORTH_SECONDS)
    .map(({ path }) => path.replace(/\/(Resource|Default)$/, ''));
  return { ...duration, waitsFor };
}

/** @param text every line, shown on demand */
export function costSection(costs: Costs, text: string): string {
  const missing = costs.withoutPrice === 0 ? '' : `; no price is known of ${counted(costs.withoutPrice, 'resource')}`;
  return `<h3>Cost</h3>\n${folded(`${costInWords(costs)} USD a month, line by line${missing}`, text)}`;
}

/** From the smallest to the largest capacity. */
export function costInWords({ minimumUsd, maximumUsd }: Costs): string {
  return minimumUsd === maximumUsd ? String(minimumUsd) : `${minimumUsd} to ${maximumUsd}`;
}

/** @param text every step, shown on demand */
export function waitsSection(waits: Waits, text: string): string {
  const then = waits.waitsFor.length === 0 ? '' : ` People wait for ${waits.waitsFor.join(', then ')}.`;
  const words = escaped(`It takes ${about(waits)}.${then}`);
  return `<h3>First deployment</h3>\n<p>${words}</p>\n${folded('step by step', text)}`;
}

/** What scaling makes of a load. */
export function storySection(story: Story, picture: Picture): string {
  return `<h3>${escaped(story.group)} under load</h3>
<p>${escaped(storyInWords(story))}</p>
${listTag(story.warnings)}
${pictureTag(picture, `${story.group} over time`)}`;
}

/** One line for people. */
function storyInWords(story: Story): string {
  const { fromUnits, toUnits, peakCapacity, droppedPercent } = story;
  return `From ${fromUnits} to ${toUnits}: the load is too much for ${absorbed(story)}, ${droppedPercent} % of it is `
    + `dropped, the peak is ${peakCapacity}.`;
}

/** How long the load is too much. */
export function absorbed({ secondsToAbsorb }: Story): string {
  return secondsToAbsorb === undefined ? 'longer than 50 minutes' : `${Math.round(secondsToAbsorb / 6) / 10} minutes`;
}
