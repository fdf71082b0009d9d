// what makes the sources a house: each check names what breaks it, one line for each offender.
import path from 'node:path';
import ts from 'typescript';
import { BESIDE, FLOORS, foldersBelow, LIMITS, LONE_ADDRESS, roomsBelow, SUB_ROOMS } from '../../projenrc/floors';

/** A file by its path from the root of the project. */
export interface Source { readonly path: string; readonly text: string }

interface Import { readonly from: string; readonly to: string; readonly isTypeOnly: boolean }
interface Place { readonly room: string; readonly folder?: string; readonly name: string }

const ROOT = 'src/';

/** Imports of types and values that do not go down, or that enter a room by another door than its index. */
export function wrongImports(sources: readonly Source[]): string[] {
  return sorted(importsOf(sources).flatMap(({ from, to }) => {
    const wrong = whyWrong(placeOf(from), placeOf(to));
    return wrong === undefined ? [] : [`${from} imports ${to}: ${wrong}`];
  }));
}

/** Files that import each other, directly or through others, types included. */
export function importCycles(sources: readonly Source[]): string[] {
  const imports = importsOf(sources);
  return sorted(components(sources.map((source) => source.path), imports)
    .filter((files) => files.length > 1 && !isRulesOfProps(files, imports))
    .map((files) => sorted(files).join(' <-> ')));
}

/** Functions that are longer than a reader can hold in mind. */
export function longFunctions(sources: readonly Source[]): string[] {
  return sorted(sources.flatMap((source) => {
    const file = parse(source);
    const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
    return nodesOf(source).filter((node) => isFunction(node)).map((node) =>
      ({ name: nameOf(node, file), lines: lineOf(node.getEnd()) - lineOf(node.getStart(file)) + 1 }))
      .filter(({ lines }) => lines > LIMITS.functionLines)
      .map(({ name, lines }) => `${source.path}: ${name} has ${lines} lines`);
  }));
}

export function longFiles(sources: readonly Source[]): string[] {
  return sorted(sources.map((source) => ({ source, lines: linesOf(source).length }))
    .filter(({ lines }) => lines > LIMITS.fileLines)
    .map(({ source, lines }) => `${source.path} has ${lines} lines`));
}

export function longLines(sources: readonly Source[]): string[] {
  return sorted(sources
    .map((source) => ({ source, long: linesOf(source).filter((line) => line.length > LIMITS.columns) }))
    .map(({ source, long }) => ({ source, count: long.filter((line) => !LONE_ADDRESS.test(line)).length }))
    .filter(({ count }) => count > 0)
    .map(({ source, count }) => `${source.path}: ${count}`));
}

function linesOf({ text }: Source): string[] {
  return text.replace(/\n$/, '').split('\n');
}

function placeOf(file: string): Place {
  const parts = file.slice(ROOT.length).split('/');
  const name = parts[parts.length - 1];
  return { room: parts.length === 1 ? '' : parts[0], folder: parts.length > 2 ? parts[1] : undefined, name };
}

function whyWrong(from: Place, to: Place): string | undefined {
  const isIndex = to.name === 'index.ts' && to.folder === undefined;
  for (const { room, folder } of [from, to]) {
    if (room !== '' && ![...FLOORS.flat(), ...BESIDE.flat()].includes(room)) return `"${room}" stands on no floor`;
    if (folder !== undefined && !SUB_ROOMS[room]?.includes(folder)) return `"${room}/${folder}" stands on no floor`;
  }
  if (to.room === '') return 'the root index is for users';
  if (from.room !== to.room) {
    if (from.room !== '' && !roomsBelow(from.room).includes(to.room)) return `"${to.room}" is not below`;
    return isIndex ? undefined : 'a room is entered through its index';
  }
  if (isIndex) return 'inside a room, the file is imported';
  if (to.folder === from.folder) return undefined;
  return to.folder !== undefined && foldersBelow(from.room, from.folder).includes(to.folder)
    ? undefined
    : `"${to.folder ?? 'the top of the room'}" is not below`;
}

/** The rules of some props name the type of the props, which is no knot. No other circle is taken. */
function isRulesOfProps(files: readonly string[], imports: readonly Import[]): boolean {
  const rules = files.find((file) => /[/-]problems\.ts$/.test(file));
  const props = files.find((file) => file !== rules);
  if (files.length !== 2 || rules === undefined || props === undefined) return false;
  const thing = rules.replace(/[/-]problems\.ts$/, '');
  const inRoom = `${thing}/${path.posix.basename(thing)}`;
  return [thing, inRoom].some((name) => props === `${name}.ts` || props === `${name}-props.ts`)
    && imports.every(({ from, to, isTypeOnly }) => from !== rules || to !== props || isTypeOnly);
}

/** Every import of another file of the sources, by whatever syntax. */
function importsOf(sources: readonly Source[]): Import[] {
  const known = new Set(sources.map((source) => source.path));
  return sources.flatMap((source) => nodesOf(source).flatMap((node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined || !specifier.startsWith('.')) return [];
    const target = path.posix.join(path.posix.dirname(source.path), specifier);
    const to = [`${target}.ts`, `${target}/index.ts`].find((candidate) => known.has(candidate));
    return to === undefined ? [] : [{ from: source.path, to, isTypeOnly: isTypeOnly(node) }];
  }));
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : undefined;
  if (ts.isExternalModuleReference(node)) return textOf(node.expression);
  const isCall = ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword
    || (ts.isIdentifier(node.expression) && node.expression.text === 'require'));
  return isCall ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  const { phaseModifier, name, namedBindings } = node.importClause;
  return phaseModifier === ts.SyntaxKind.TypeKeyword || (!name && namedBindings !== undefined
    && ts.isNamedImports(namedBindings) && namedBindings.elements.every((element) => element.isTypeOnly));
}

/** Strongly connected components, by Tarjan's algorithm. */
function components(files: readonly string[], imports: readonly Import[]): string[][] {
  const found: string[][] = [];
  const stack: string[] = [];
  const low = new Map<string, number>();
  const order = new Map<string, number>();
  const targets = new Map(files.map((file) => [file, [] as string[]]));
  for (const { from, to } of imports) targets.get(from)!.push(to);
  const visit = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    stack.push(file);
    for (const to of targets.get(file)!) {
      if (!order.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file)!, low.get(to)!));
    }
    if (low.get(file) === order.get(file)) found.push(stack.splice(stack.indexOf(file)));
  };
  for (const file of files) if (!order.has(file)) visit(file);
  return found;
}

function nodesOf(source: Source): ts.Node[] {
  const file = parse(source);
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return nodes;
}

const parsed = new WeakMap<Source, ts.SourceFile>();

function parse(source: Source): ts.SourceFile {
  const file = parsed.get(source) ?? ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  parsed.set(source, file);
  return file;
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body !== undefined;
}

function nameOf(node: ts.FunctionLikeDeclaration, file: ts.SourceFile): string {
  const { parent } = node;
  const own = ts.isConstructorDeclaration(node) ? 'constructor' : node.name?.getText(file);
  if (own === undefined) return ts.isVariableDeclaration(parent) ? parent.name.getText(file) : 'a function';
  return ts.isClassLike(parent) ? `${parent.name?.text}.${own}` : own;
}

function sorted(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort();
}
