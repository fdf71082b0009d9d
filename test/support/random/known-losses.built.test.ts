// R-DEL-9: a prop that replaces or removes what holds data says so where it is read.
import fs from 'node:fs';
import path from 'node:path';
import { KNOWN_LOSSES } from './known-losses';

interface Member { readonly name: string; readonly docs?: { readonly summary?: string; readonly remarks?: string } }
interface Type { readonly properties?: readonly Member[]; readonly interfaces?: readonly string[] }
const { types } = JSON.parse(fs.readFileSync(path.join(__dirname, '../../../.jsii'), 'utf8')) as {
  readonly types: { readonly [fqn: string]: Type };
};

/** What the documentation says of a prop, here or where it is inherited from. */
function docsOf(struct: string, prop: string): string {
  const type = types[`cdk-elastic-web.${struct}`];
  const member = type.properties?.find(({ name }) => name === prop);
  const bases = (type.interfaces ?? []).map((fqn) => docsOf(fqn.split('.')[1], prop));
  return member ? `${member.docs?.summary} ${member.docs?.remarks ?? ''}` : bases.join(' ');
}

/** That nobody writes to the logs of what is given up needs no words. */
const TOLD = Object.entries(KNOWN_LOSSES).filter(([, losses]) => losses.some((loss) => !loss.includes('LogGroup')));

test.each(TOLD)('%s says what a change of it does', (place, losses) => {
  const [struct, prop] = place.split('.');
  const words = losses.some((loss) => loss.includes('replaced')) ? /replace/ : /removes|leaves the stack/;

  expect(docsOf(struct, prop)).toMatch(words);
});
