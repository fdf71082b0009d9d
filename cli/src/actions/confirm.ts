import type { Outside } from '../aws/outside';
import { WrongUse } from '../outcome';

/** Goes on only if the person agrees, or has said so before. */
export async function confirm(question: string, word: string, isAgreed: boolean, outside: Outside): Promise<void> {
  if (isAgreed) return;
  const answer = await outside.ask(`${question} Type "${word}" to go on: `);
  if (answer === undefined) throw new WrongUse('nobody is there to agree', 'add --yes');
  if (answer.trim() !== word) throw new WrongUse('nothing was done');
}
