/** What a burstable size may use for good. */
export interface BurstableSize {
  readonly vcpus: number;
  /** Share of each vCPU that it may use without paying for surplus credits. */
  readonly baselinePercent: number;
}

const FAMILIES = ['t3', 't3a', 't4g'];

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html */
const SIZES: { readonly [size: string]: BurstableSize } = {
  'nano': { vcpus: 2, baselinePercent: 5 },
  'micro': { vcpus: 2, baselinePercent: 10 },
  'small': { vcpus: 2, baselinePercent: 20 },
  'medium': { vcpus: 2, baselinePercent: 20 },
  'large': { vcpus: 2, baselinePercent: 30 },
  'xlarge': { vcpus: 4, baselinePercent: 40 },
  '2xlarge': { vcpus: 8, baselinePercent: 40 },
};

/** The baseline of an instance type that bursts in unlimited mode; nothing for any other type. */
export function burstableSize(type: string): BurstableSize | undefined {
  const [family, size] = type.split('.');
  return FAMILIES.includes(family) && Object.hasOwn(SIZES, size ?? '') ? SIZES[size] : undefined;
}
