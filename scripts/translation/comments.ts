// the comments of a sample, which stay where they are.
import ts from 'typescript';
import type { Comments } from './model';

/** Comments in the lines before something, and the one behind it, also behind its comma or semicolon. */
export function commentsOf(node: ts.Node): Comments {
  const text = node.getSourceFile().text;
  const before = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [])
    .filter(({ pos }) => text.slice(0, pos).trimEnd() === '' || /\n\s*$/.test(text.slice(0, pos)))
    .map(({ pos, end }) => wordsOf(text.slice(pos, end)));
  const [behind] = ts.getTrailingCommentRanges(text, text[node.end] === ',' ? node.end + 1 : node.end) ?? [];
  return { before, behind: behind === undefined ? undefined : wordsOf(text.slice(behind.pos, behind.end)) };
}

/** How many comments a sample has. */
export function countOfComments(code: string): number {
  return [...code.matchAll(/(?<=^|\s)\/\/ /gm)].length;
}

function wordsOf(comment: string): string {
  return comment.replace(/^\/\/\s*/, '').trim();
}
