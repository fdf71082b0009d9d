import { inspect } from 'node:util';

/** A value that must not reach a log: every way of printing it gives stars, only `reveal()` gives the value. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  public reveal(): string {
    return this.#value;
  }

  public toString(): string {
    return '***';
  }

  public toJSON(): string {
    return '***';
  }

  public [inspect.custom](): string {
    return '***';
  }
}
