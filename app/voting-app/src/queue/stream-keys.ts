export const GROUP = 'workers';

export interface StreamKeys {
  readonly stream: string;
  readonly dead: string;
}

/** The braces make a hash tag: all keys in one slot, so one node and one transaction serve them. */
export function streamKeys(name: string): StreamKeys {
  return { stream: `{${name}}:stream`, dead: `{${name}}:dead` };
}
