/** A piece of an expression. */
export interface Token {
  readonly kind: 'number' | 'text' | 'word' | 'sign';
  readonly text: string;
  /** Where it starts, for messages. */
  readonly at: number;
}

/** How a language is split: a sticky expression with the groups `number`, `text`, `word` and `sign`. */
export type Pieces = RegExp;

/** Reads an expression piece by piece. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private next = 0;

  /** @param what the expression, as messages name it */
  constructor(private readonly expression: string, private readonly what: string, pieces: Pieces) {
    this.tokens = this.split(pieces);
  }

  /** The next piece, which stays; nothing at the end. */
  public get peeked(): Token | undefined {
    return this.tokens[this.next];
  }

  /** Takes the next piece if it is one of these signs or words. */
  public takeAny(...texts: readonly string[]): string | undefined {
    const token = this.peeked;
    if (token === undefined || token.kind === 'text' || !texts.includes(token.text)) return undefined;
    this.next += 1;
    return token.text;
  }

  public take(): Token {
    const token = this.peeked ?? this.fail('has to go on');
    this.next += 1;
    return token;
  }

  public expect(text: string): void {
    if (this.takeAny(text) === undefined) this.fail(`needs "${text}"`);
  }

  public expectEnd(): void {
    if (this.peeked) this.fail('has to end');
  }

  public fail(must: string): never {
    const { text, at } = this.peeked ?? { text: undefined, at: this.expression.length };
    throw new Error(
      `${this.what} ${must} at position ${at + 1}, got ${text === undefined ? 'its end' : `"${text}"`}: `
      + this.expression,
    );
  }

  private split(pieces: Pieces): Token[] {
    const tokens: Token[] = [];
    const pattern = new RegExp(pieces.source, 'y');
    const space = /\s*/y;
    for (let at = this.spaceAfter(space, 0); at < this.expression.length; at = this.spaceAfter(space, at)) {
      pattern.lastIndex = at;
      const found = pattern.exec(this.expression);
      if (!found) throw new Error(`${this.what} is not understood from "${this.expression.slice(at)}" on`);
      tokens.push({ ...tokenOf(found.groups!), at });
      at = pattern.lastIndex;
    }
    return tokens;
  }

  private spaceAfter(space: RegExp, at: number): number {
    space.lastIndex = at;
    space.exec(this.expression);
    return space.lastIndex;
  }
}

function tokenOf(groups: Record<string, string | undefined>): Omit<Token, 'at'> {
  const kind = (['number', 'word', 'sign'] as const).find((each) => groups[each] !== undefined) ?? 'text';
  const text = groups[kind]!;
  return { kind, text: kind === 'text' ? text.slice(1, -1) : text };
}
