/** Makes one number of the samples of a period; it is called with at least one. */
export type Statistic = (samples: readonly number[]) => number;

const sum: Statistic = (samples) => samples.reduce((total, sample) => total + sample, 0);

const SIMPLE: Readonly<Record<string, Statistic>> = {
  Average: (samples) => sum(samples) / samples.length,
  Sum: sum,
  Minimum: (samples) => samples.reduce((least, sample) => Math.min(least, sample)),
  Maximum: (samples) => samples.reduce((most, sample) => Math.max(most, sample)),
  SampleCount: (samples) => samples.length,
};
const PERCENTILE = /^p(\d{1,2}(?:\.\d+)?|100)$/i;
const RANK = /^PR\((\d*\.?\d*):(\d*\.?\d*)\)$/i;

/** A statistic by the name that CloudWatch gives it; nothing for one that is not understood. */
export function statisticOf(name: string): Statistic | undefined {
  if (Object.hasOwn(SIMPLE, name)) return SIMPLE[name];
  const percent = PERCENTILE.exec(name)?.[1];
  if (percent !== undefined) return percentile(Number(percent));
  const [, from, to] = RANK.exec(name) ?? [];
  return from === undefined ? undefined : shareBetween(from === '' ? -Infinity : +from, to === '' ? Infinity : +to);
}

function percentile(percent: number): Statistic {
  return (samples) => {
    const sorted = [...samples].sort((one, other) => one - other);
    return sorted[Math.max(0, Math.ceil(percent / 100 * sorted.length) - 1)];
  };
}

/** How many percent of the samples are above the one limit and not above the other. */
function shareBetween(above: number, upTo: number): Statistic {
  return (samples) => 100 * samples.filter((sample) => sample > above && sample <= upTo).length / samples.length;
}
