import type { Data } from './page-roles.ts';

export const HOUR_MS = 3_600_000;
export const NOW = Date.now();
const iso = (offsetMs: number): string => new Date(NOW + offsetMs).toISOString();

/** One poll in each state, and one with the longest words. */
export const POLLS = [
  {
    id: 'main', title: 'Tabs or spaces?', closesAt: iso(5 * HOUR_MS),
    options: { tabs: 'Tabs', spaces: 'Spaces', both: 'Whatever the formatter says' },
  },
  {
    id: 'lunch', title: 'Where do we go for lunch?', opensAt: iso(-9 * HOUR_MS), closesAt: iso(-HOUR_MS),
    options: { a: 'Noodles', b: 'Pizza', c: 'Salad bar', d: 'Curry house' },
  },
  {
    id: 'talk', title: 'Best talk of the day', opensAt: iso(2 * HOUR_MS),
    options: { a: 'Queues that never lose', b: 'Styles of this year' },
  },
  {
    id: 'words', title: 'Which Donaudampfschiffahrtsgesellschaft gets the prize for the longest name of all this year?',
    options: {
      a: 'Donaudampfschiffahrtskapitaens', b: 'Internationalization and localization',
      c: 'Rechtsschutzversicherungs law',
      d: 'The incomprehensibilities of it', e: 'Characterization of words',
    },
  },
];
const COUNTS = {
  main: { tabs: 1243, spaces: 987, both: 2311 }, lunch: { a: 12, b: 44, c: 9, d: 31 }, words: { a: 5, b: 3, c: 1 },
};
/** Forty steps up to the present counts. */
const SAMPLES = Object.entries(COUNTS).flatMap(([poll, choices]) =>
  Object.entries(choices).flatMap(([choice, n], index) => Array.from({ length: 40 }, (_, step) => ({
    poll, choice, ms: NOW - HOUR_MS * (poll === 'lunch' ? 1 : 0) - (40 - step) * 90_000,
    n: Math.round(n * ((step + 1) / 40) ** (0.7 + index / 2)),
  }))));
export const REPORT = { queued: 18, lagMs: 240, workers: 2, seenAt: NOW };

/** What the database says about them at first. */
export function pageData(): Data {
  return { counts: structuredClone(COUNTS), report: REPORT, samples: SAMPLES };
}
