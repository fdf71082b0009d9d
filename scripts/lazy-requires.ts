/**
 * Makes the compiled library load a file when it is first used, as aws-cdk-lib does with its own.
 *
 * TypeScript writes `const core_1 = require("../core")` at the top of a file, so the first import would load every room
 * and what each of them imports. This replaces it by a function that loads on its first call: whoever writes a service
 * does not wait for the dashboards, the prices and the simulation. Requires of the CDK go through one file. Runs after
 * each compile, over `lib/`.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

/** The one file of `lib/` that requires packages of the CDK. */
const PEERS = 'peers.js';

interface Edit { readonly start: number; readonly end: number; readonly text: string }

/**
 * The code with its top-level requires made lazy.
 *
 * @param namesOf what a module exports, by the path that the code requires
 */
export function lazyRequires(code: string, namesOf: (module: string) => readonly string[]): string {
  const file = ts.createSourceFile('file.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const requires = new Map(file.statements.flatMap((statement) => required(statement)));
  for (const name of declaredInside(file, requires)) requires.delete(name);
  const passed = new Map<ts.Node, Edit>(file.statements.flatMap((statement) =>
    passedOn(statement, file, requires, namesOf).map((edit) => [statement, edit] as const)));
  const edits = [...passed.values()];
  if (edits.length > 0) edits.push({ start: code.length, end: code.length, text: `\n${PASS_ON}\n` });
  for (const [name, { statement, value }] of requires) {
    edits.push({
      start: statement.getStart(file), end: statement.end,
      text: `let ${name} = () => { const loaded = ${value.getText(file)}; ${name} = () => loaded; return loaded; };`,
    });
  }
  const statements = new Set<ts.Node>([...passed.keys(), ...[...requires.values()].map(({ statement }) => statement)]);
  const visit = (node: ts.Node): void => {
    if (statements.has(node)) return;
    if (ts.isIdentifier(node) && requires.has(node.text) && isUse(node)) edits.push(call(node, file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits.sort((one, other) => other.start - one.start)
    .reduce((text, { start, end, text: instead }) => text.slice(0, start) + instead + text.slice(end), code);
}

type Required = [name: string, at: { readonly statement: ts.Statement; readonly value: ts.Expression }];

/** The name and value of `const name = require("…")`, also inside a helper of TypeScript such as `__importStar`. */
function required(statement: ts.Statement): Required[] {
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) return [];
  const [{ name, initializer: value }] = statement.declarationList.declarations;
  return value !== undefined && ts.isIdentifier(name) && isRequire(value) ? [[name.text, { statement, value }]] : [];
}

function isRequire(node: ts.Expression): boolean {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false;
  const { text } = node.expression;
  return text === 'require'
    || (text.startsWith('__import') && node.arguments.length === 1 && isRequire(node.arguments[0]));
}

/**
 * Makes the member of `exports` that a getter loads, once: a `require` takes long even for what is loaded, and an index
 * is asked thousands of times. A file of a circle has no value for it yet, and is asked again.
 *
 * Node.js reads the text of a file for the names that ES modules may import. It takes those that are assigned, and none
 * whose getter it sees there and does not know.
 *
 * @see https://github.com/nodejs/cjs-module-lexer#grammar
 */
const PASS_ON = [
  'function passOn(name, load) {',
  '  const define = (by) => Object.defineProperty(exports, name, { configurable: true, enumerable: true, ...by });',
  '  define({ get: () => { const value = load(); if (value !== undefined) define({ value }); return value; } });',
  '}',
].join('\n');
const STAR = /^__exportStar\(require\("(.+)"\), exports\);$/;
const NAMESPACE = /^exports\.(\w+) = __importStar\((require\("[^"]+"\))\);$/;
const NAMED = new RegExp('^Object\\.defineProperty\\(exports, "(\\w+)", '
  + '\\{ enumerable: true, get: function \\(\\) \\{ return (\\w+)\\.(\\w+); \\} \\}\\);$');

/** Getters for what an index passes on: `export * from`, `export * as name from` and `export { name } from`. */
function passedOn(
  statement: ts.Statement, file: ts.SourceFile, requires: ReadonlyMap<string, unknown>,
  namesOf: (module: string) => readonly string[],
): Edit[] {
  const [start, end, text] = [statement.getStart(file), statement.end, statement.getText(file)];
  const [, module] = STAR.exec(text) ?? [];
  if (module !== undefined) {
    const getters = namesOf(module)
      .map((name) => `exports.${name} = void 0; passOn("${name}", () => require("${module}").${name});`);
    return [{ start, end, text: getters.join('\n') }];
  }
  const [, namespace, load] = NAMESPACE.exec(text) ?? [];
  if (namespace !== undefined) return [{ start, end, text: `passOn("${namespace}", () => ${load});` }];
  const [, name, from, member] = NAMED.exec(text) ?? [];
  return name === undefined || !requires.has(from)
    ? []
    : [{ start, end, text: `passOn("${name}", () => ${from}().${member});` }];
}

/** Names that something inside the file declares again: they stay as they are. */
function declaredInside(file: ts.SourceFile, requires: ReadonlyMap<string, unknown>): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node, depth: number): void => {
    if (depth > 3 && isDeclaration(node) && requires.has(node.name.text)) found.add(node.name.text);
    ts.forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(file, 0);
  return found;
}

function isDeclaration(node: ts.Node): node is ts.Node & { readonly name: ts.Identifier } {
  return (ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node)
    || ts.isFunctionDeclaration(node)) && node.name !== undefined && ts.isIdentifier(node.name);
}

/** Whether a name stands for its value, and not for a member of something else. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)
    || ts.isGetAccessor(parent)) && parent.name === node);
}

function call(node: ts.Identifier, file: ts.SourceFile): Edit {
  const text = ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ${node.text}()` : `${node.text}()`;
  // `new a_1.B()` would become a call of `new a_1()`.
  return { start: node.getStart(file), end: node.end, text: isConstructed(node) ? `(${text})` : text };
}

function isConstructed(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return isConstructed(parent);
  return ts.isNewExpression(parent) && parent.expression === node;
}

const PEER = /\brequire\("((?:aws-cdk-lib|constructs)(?:\/[\w-]+)?)"\)/g;

/**
 * The code with its requires of the CDK led through one file: for each folder that asks, Node.js looks the name of a
 * package up anew, and that takes longer than all else of the `require`.
 *
 * @param peers path to that file
 */
export function throughPeers(code: string, peers: string): string {
  return code.replaceAll(PEER, (_, name: string) => `require("${peers}")["${name}"]()`);
}

/**
 * The file that requires the CDK for all others, each of its modules once. The names stand there as they are, so that
 * bundlers see them.
 */
export function peersFile(codes: readonly string[]): string {
  const names = new Set(codes.flatMap((code) => [...code.matchAll(PEER)].map(([, name]) => name)));
  const lines = [...names].sort().map((name) => {
    const at = `exports["${name}"]`;
    return `${at} = () => { const loaded = require("${name}"); ${at} = () => loaded; return loaded; };`;
  });
  return ['"use strict";', ...lines, ''].join('\n');
}

function main(folder: string): void {
  const load = createRequire(__filename);
  const namesOf = (file: string) => (module: string): string[] =>
    Object.keys(load(path.resolve(path.dirname(file), module)) as object);
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js')).map((name) => path.join(folder, name));
  const lazy = files.map((file) => [file, lazyRequires(fs.readFileSync(file, 'utf8'), namesOf(file))] as const);
  for (const [file, code] of lazy) {
    const toRoot = path.relative(path.dirname(file), folder) || '.';
    fs.writeFileSync(file, throughPeers(code, `${toRoot}/${PEERS}`));
  }
  fs.writeFileSync(path.join(folder, PEERS), peersFile(lazy.map(([, code]) => code)));
}

if (require.main === module) main(process.argv[2] ?? 'lib');
