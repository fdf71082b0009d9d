/** `--name value` and `--flag` behind a command; anything unknown is an error that lists what is known. */
export class Arguments {
  private readonly values = new Map<string, string>();

  constructor(args: readonly string[], known: readonly string[]) {
    for (let i = 0; i < args.length; i++) {
      const [name, inline] = args[i].split(/=(.*)/s);
      if (!name.startsWith('--') || !known.includes(name.slice(2))) {
        throw new UsageError(`unknown argument "${args[i]}", known: ${known.map((key) => `--${key}`).join(', ')}`);
      }
      const next = args[i + 1];
      const value = inline ?? (next !== undefined && !next.startsWith('--') ? args[++i] : 'true');
      this.values.set(name.slice(2), value);
    }
  }

  public text(name: string, fallback: string): string {
    return this.values.get(name) ?? fallback;
  }

  public number(name: string, fallback: number): number {
    const text = this.values.get(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0) throw new UsageError(`--${name} must be a number, got "${text}"`);
    return value;
  }

  public has(name: string): boolean {
    return this.values.has(name);
  }
}

export class UsageError extends Error {}
