import { Secret } from './secret.ts';

export type Environment = Record<string, string | undefined>;

/** Thrown once at start: names every variable that is wrong, so that one look repairs all. */
export class ConfigError extends Error {
  constructor(public readonly problems: readonly string[]) {
    super(`wrong environment:\n  - ${problems.join('\n  - ')}`);
    this.name = 'ConfigError';
  }
}

/** Reads typed values from the environment and collects what is wrong instead of stopping at the first. */
export class EnvReader {
  private readonly problems: string[] = [];

  constructor(private readonly env: Environment) {}

  /** An empty variable counts as absent: CloudFormation and compose files cannot leave one out. */
  public optional(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  }

  public text(name: string, fallback: string): string {
    return this.optional(name) ?? fallback;
  }

  /** Secrets are not trimmed: blanks may belong to a password. */
  public secret(name: string): Secret | undefined {
    const value = this.env[name];
    return value === undefined || value === '' ? undefined : new Secret(value);
  }

  public integer(name: string, fallback: number, min: number, max: number): number {
    const text = this.optional(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      this.fail(`${name} must be a whole number from ${min} to ${max}, got "${text}"`);
      return fallback;
    }
    return value;
  }

  public flag(name: string, fallback: boolean): boolean {
    const text = this.optional(name)?.toLowerCase();
    if (text === undefined) return fallback;
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off'].includes(text)) return false;
    this.fail(`${name} must be true or false, got "${text}"`);
    return fallback;
  }

  public choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.optional(name);
    if (text === undefined) return fallback;
    const found = allowed.find((value) => value === text);
    if (found === undefined) this.fail(`${name} must be one of ${allowed.join(', ')}, got "${text}"`);
    return found ?? fallback;
  }

  public fail(problem: string): void {
    this.problems.push(problem);
  }

  public assertValid(): void {
    if (this.problems.length > 0) throw new ConfigError(this.problems);
  }
}
