/** Round numbers from 0 up to at least the largest value. */
export function ticksUpTo(largest: number, unit: string | undefined): number[] {
  const scale = unit === 'bytes' ? 1024 ** Math.floor(Math.log(Math.max(largest, 1)) / Math.log(1024)) : 1;
  const rough = Math.max(largest / scale, 1e-9) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  const step = steps.find((candidate) => candidate >= rough * 0.999)! * scale;
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

/** A number as CloudWatch writes it at an axis. */
export function shown(value: number, unit: string | undefined): string {
  if (unit === 'bytes') return value === 0 ? '0' : bytes(value);
  const [size, letter] = ([[1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const).find(([least]) => value >= least) ?? [1, ''];
  return `${Number((value / size).toPrecision(3))}${letter}`;
}

function bytes(value: number): string {
  const power = Math.floor(Math.log(value) / Math.log(1024));
  return `${Number((value / 1024 ** power).toPrecision(3))} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`;
}
