import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Rule } from '../test/contract/seam-rules';

type Span = readonly [from: number, to: number, instead: string];

/** The source with a rule switched off. */
function switchedOff(source: string, [, place, off]: Rule): string {
  const at = source.indexOf(place);
  const [from, to, instead] = off === undefined ? around(source, at + 1) : [at, at + place.length, off];
  return source.slice(0, from) + instead + source.slice(to);
}

/** The innermost part of a list, return value or statement around a text, and what says nothing in its place. */
function around(source: string, at: number): Span {
  const file = ts.createSourceFile('rule.ts', source, ts.ScriptTarget.Latest, true);
  let found: Span | undefined;
  const visit = (node: ts.Node): void => {
    if (at < node.getStart(file) || at >= node.getEnd()) return;
    const instead = nothingFor(node);
    if (instead) found = [instead[0].getStart(file), instead[0].getEnd(), instead[1]];
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (!found) throw new Error(`nothing to switch off at ${source.slice(at - 1, at + 60)}`);
  return found;
}

function nothingFor(node: ts.Node): readonly [ts.Node, string] | undefined {
  if (ts.isSpreadElement(node)) return [node.expression, '[]'];
  if (ts.isReturnStatement(node) && node.expression) return [node.expression, '[]'];
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return [node.body, '[]'];
  return ts.isExpressionStatement(node) ? [node, ';'] : undefined;
}

/** Switches a rule off in a copy of the tree while something runs. */
export function whileOff<T>(tree: string, rule: Rule, run: () => T): T {
  const file = path.join(tree, 'src', rule[0]);
  const source = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, switchedOff(source, rule));
  try {
    return run();
  } finally {
    fs.writeFileSync(file, source);
  }
}
