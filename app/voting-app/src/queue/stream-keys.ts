export const GROUP = 'workers';
/** The only field of an entry: its votes, one a line. */
export const VOTES_FIELD = 'votes';

export interface StreamKeys {
  readonly stream: string;
  /** Number of votes in the stream's entries; means nothing while the stream is empty. */
  readonly depth: string;
  readonly dead: string;
  readonly controls: string;
  /** Written to find out whether the server takes writes. */
  readonly probe: string;
}

/** The braces make a hash tag: all keys in one slot, so one node and one script serve them. */
export function streamKeys(name: string): StreamKeys {
  const key = (part: string): string => `{${name}}:${part}`;
  return {
    stream: key('stream'), depth: key('depth'), dead: key('dead'), controls: key('controls'), probe: key('probe'),
  };
}
