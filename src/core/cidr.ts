/** An IPv4 network. */
export interface CidrBlock {
  /** Network address and prefix, without host bits: `10.0.0.0/16` for `10.0.0.7/16`. */
  readonly network: string;
  readonly prefix: number;
}

/**
 * Reads CIDR notation; returns nothing for any other text. Numbers with leading zeros do not count, because some tools
 * read them as octal.
 */
export function parseCidr(text: string): CidrBlock | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1);
  const [a, b, c, d, prefix] = parts.map(Number);
  if (parts.some((part) => part !== String(Number(part))) || Math.max(a, b, c, d) > 255 || prefix > 32) {
    return undefined;
  }
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  return { network: `${dotted(Math.floor(address / size) * size)}/${prefix}`, prefix };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
