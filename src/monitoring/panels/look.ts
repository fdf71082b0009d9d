import { Severity } from '../../signal';

/**
 * Columns of a dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const COLUMNS = 24;
/** Three graphs fill a row: wide enough for an hour by the minute. */
export const GRAPH = { width: COLUMNS / 3, height: 6 };
/** Four graphs fill a row, to compare at a glance. */
export const SMALL_GRAPH = { width: COLUMNS / 4, height: 6 };

/** Colors have a contrast of 3 or more to the backgrounds of CloudWatch, the light one and the dark one. */
export const BACKGROUNDS = { light: '#ffffff', dark: '#161d26' };

/** Lines of limits. */
export const SEVERITY_COLORS: Readonly<Record<Severity, string>> = {
  [Severity.CRITICAL]: '#e0452b', [Severity.WARNING]: '#c2660a',
};
/** Lines that say how far something may go, and are no alarm. */
export const BOUND_COLOR = '#7f8896';
/** Lines of metrics, in their order. */
export const SERIES_COLORS: readonly string[] = [
  '#2e7dd1', '#2a8f4f', '#8a63d2', '#0f8f8f', '#c2478f', '#8d6e3f',
];
