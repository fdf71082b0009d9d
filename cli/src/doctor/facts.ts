/** Where AWS says something. */
export type Source = 'stopped task' | 'container' | 'service event' | 'target' | 'deployment' | 'stack event'
  | 'scaling' | 'group' | 'certificate' | 'database' | 'log' | 'port' | 'network' | 'image' | 'quota';

/** Something that AWS or the application says, with the place where it stands. */
export interface Fact {
  readonly source: Source;
  readonly subject: string;
  /** Call and field of the API. */
  readonly field: string;
  readonly text: string;
  readonly at?: Date;
}

/** What a known cause looks like, and what to do about it. */
export interface Rule {
  readonly id: string;
  readonly from: readonly Source[];
  readonly when: RegExp;
  /** `$1` stands for what the first bracket of `when` found. */
  readonly cause: string;
  readonly next: string;
  /** Where the message or its meaning is documented. */
  readonly see: string;
  /** Other facts that help to understand this one. */
  readonly also?: readonly Source[];
}

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/(\w+:\/\/[^:@/\s]*:)[^@\s]+@/g, '$1***@'],
  [new RegExp('\\b((?:\\w*_)?(?:password|passwd|pwd|secret|token|api[-_]?key|authorization)["\']?\\s*[:=]\\s*)'
    + '(?:bearer\\s+)?["\']?[^\\s"\',;]+', 'gi'), '$1***'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '***'],
];

/** A text without what looks like a credential. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((result, [secret, instead]) => result.replaceAll(secret, instead), text);
}
