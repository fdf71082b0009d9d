import type { Severity } from '../../signal';

/** The rule that always fires: what hears nothing of it knows that nobody watches. */
export const WATCHDOG = 'Watchdog';

/** A rule that tells somebody. */
export interface AlertRule {
  /** In PascalCase; rules of the same name differ in their severity, or in what they are about. */
  readonly name: string;
  readonly severity: Severity | 'none';
  /** Fires for each series that it gives. */
  readonly expr: string;
  /** So long it has to be true without a break. Without it, at once. */
  readonly lasts?: string;
  /** More labels, where the expression gives none. */
  readonly labels?: { readonly [name: string]: string };
  /** What is wrong, in a few words; may hold templates of Prometheus. */
  readonly summary: string;
  /** What it means, as one sentence without its full stop. */
  readonly description: string;
  /** What to do first. */
  readonly action: string;
}

/** A rule that keeps a result under a name of its own. */
export interface RecordingRule {
  /** `<labels that are left>:<what>:<how>`. */
  readonly record: string;
  readonly expr: string;
  readonly labels?: { readonly [name: string]: string };
}

/** Rules that are evaluated together, one after the other. */
export interface RuleGroup {
  readonly name: string;
  /** How often; as often as everything else if not given. */
  readonly interval?: string;
  readonly records?: readonly RecordingRule[];
  readonly alerts?: readonly AlertRule[];
}
