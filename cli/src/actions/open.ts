import { addressesOf } from '../aws/addresses';
import type { Outside } from '../aws/outside';
import type { AwsOptions } from '../aws/place';
import { Session } from '../aws/session';
import { WrongUse } from '../outcome';
import type { Terminal } from '../terminal';

/** Programs that open an address in a browser, by the system. */
const OPENERS: { readonly [platform: string]: string } = { darwin: 'open', win32: 'explorer.exe' };

/** Writes the best address, and opens it if a person is there. */
export async function openAddress(
  stacks: readonly string[], given: AwsOptions & { readonly print?: true }, terminal: Terminal, outside: Outside,
): Promise<void> {
  const session = await Session.open(stacks, given, outside);
  const addresses = await addressesOf(session.api, await session.read());
  const [address] = addresses;
  if (address === undefined) {
    throw new WrongUse('the stack has no load balancer, so it has no address', 'name the stack of the load balancer');
  }
  terminal.write(given.json ? `${JSON.stringify({ address, addresses }, undefined, 2)}\n` : `${address}\n`);
  if (given.json || given.print) return;
  const opener = OPENERS[process.platform] ?? 'xdg-open';
  if (await outside.start(opener, [address]) !== undefined) return;
  terminal.note('no browser was found; open the address yourself\n');
}
