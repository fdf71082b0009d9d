// expressions of TypeScript as values that every language has.
import ts from 'typescript';
import type { JsiiType, Parameter } from './assemblies';
import { commentsOf } from './comments';
import type { Arguments, Entry, Value } from './model';
import type { Scope } from './scope';

const TEXT: JsiiType = { primitive: 'string' };
const FLAG: JsiiType = { primitive: 'boolean' };
const ANY: JsiiType = { primitive: 'any' };

/** @param expected type of the place, where it has one */
export function valueOf(scope: Scope, node: ts.Expression, expected?: JsiiType): Value {
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node)) {
    return valueOf(scope, node.expression, expected);
  }
  if (ts.isStringLiteral(node)) return { kind: 'text', value: node.text, type: primitiveOf(expected, 'string') };
  if (ts.isNumericLiteral(node)) return { kind: 'number', value: node.text, type: primitiveOf(expected, 'number') };
  if (ts.isTemplateExpression(node)) return template(scope, node, primitiveOf(expected, 'string'));
  if (ts.isIdentifier(node)) return variable(scope, node);
  if (ts.isNewExpression(node)) return created(scope, node);
  if (ts.isCallExpression(node)) return called(scope, node, expected);
  if (ts.isPropertyAccessExpression(node)) return property(scope, node);
  if (ts.isObjectLiteralExpression(node)) return object(scope, node, expected);
  if (ts.isArrayLiteralExpression(node)) return list(scope, node, expected);
  if (ts.isAsExpression(node)) {
    return { kind: 'cast', value: valueOf(scope, node.expression), type: scope.written(node.type) };
  }
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword: return { kind: 'self', type: scope.self };
    case ts.SyntaxKind.TrueKeyword: case ts.SyntaxKind.FalseKeyword:
      return {
        kind: 'boolean', value: node.kind === ts.SyntaxKind.TrueKeyword, type: primitiveOf(expected, 'boolean'),
      };
    default: throw unknown(node);
  }
}

/** What is asked in an `if`: something that is there, or a comparison. */
export function conditionOf(scope: Scope, node: ts.Expression): Value {
  if (ts.isParenthesizedExpression(node)) return conditionOf(scope, node.expression);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return { kind: 'missing', value: valueOf(scope, node.operand), type: FLAG };
  }
  if (!ts.isBinaryExpression(node)) return { kind: 'given', value: valueOf(scope, node), type: FLAG };
  const { left, right, operatorToken } = node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken: case ts.SyntaxKind.BarBarToken:
      return {
        kind: operatorToken.kind === ts.SyntaxKind.BarBarToken ? 'either' : 'both',
        left: conditionOf(scope, left), right: conditionOf(scope, right), type: FLAG,
      };
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      if (right.getText() !== 'undefined') throw unknown(node);
      return { kind: 'missing', value: valueOf(scope, left), type: FLAG };
    case ts.SyntaxKind.GreaterThanToken: case ts.SyntaxKind.LessThanToken:
      return {
        kind: 'compared', operator: operatorToken.kind === ts.SyntaxKind.GreaterThanToken ? '>' : '<',
        left: valueOf(scope, left), right: valueOf(scope, right), type: FLAG,
      };
    default: throw unknown(node);
  }
}

function template(scope: Scope, node: ts.TemplateExpression, type: JsiiType): Value {
  const spans = node.templateSpans.flatMap(({ expression, literal }) => [valueOf(scope, expression), literal.text]);
  return { kind: 'template', parts: [node.head.text, ...spans].filter((part) => part !== ''), type };
}

function variable(scope: Scope, node: ts.Identifier): Value {
  const found = scope.variable(node.text);
  if (found === undefined) throw unknown(node);
  return { kind: 'variable', name: node.text, type: found.type, plain: found.plain };
}

function created(scope: Scope, node: ts.NewExpression): Value {
  const meaning = scope.meaning(node.expression);
  if (meaning === undefined || !('type' in meaning)) throw unknown(node);
  const args = argumentsOf(scope, node.arguments ?? [], scope.assemblies.parametersOf(meaning.type));
  return { kind: 'new', fqn: meaning.type, args, type: { fqn: meaning.type } };
}

function called(scope: Scope, node: ts.CallExpression, expected?: JsiiType): Value {
  const { expression, arguments: given } = node;
  if (expression.getText() === 'path.join' && given[0].getText() === '__dirname') {
    return { kind: 'file', value: (given[1] as ts.StringLiteral).text, type: expected ?? TEXT };
  }
  if (ts.isIdentifier(expression)) {
    const parameters = scope.functionOf(expression.text);
    if (parameters === undefined) throw unknown(node);
    return {
      kind: 'own', name: expression.text, args: argumentsOf(scope, given, parameters), type: { primitive: 'void' },
    };
  }
  if (!ts.isPropertyAccessExpression(expression)) throw unknown(node);
  const name = expression.name.text;
  const meaning = scope.meaning(expression.expression);
  const on = meaning === undefined ? valueOf(scope, expression.expression) : undefined;
  const owner = meaning !== undefined && 'type' in meaning ? meaning.type : on?.type.fqn;
  const found = owner === undefined ? undefined : scope.assemblies.method(owner, name);
  if (found === undefined) throw unknown(node);
  const args = argumentsOf(scope, given, found.method.parameters ?? []);
  const type = found.method.returns?.type ?? { primitive: 'void' };
  return on === undefined
    ? { kind: 'static', fqn: found.owner, name, args, type }
    : { kind: 'call', on, name, args, type };
}

function argumentsOf(
  scope: Scope, given: readonly ts.Expression[], parameters: readonly Pick<Parameter, 'type' | 'variadic'>[],
): Arguments {
  const values = given.map((node, i) => valueOf(scope, node, (parameters[i] ?? parameters.at(-1))?.type));
  return {
    values,
    omitted: parameters.slice(given.length).filter(({ variadic }) => !variadic).map(({ type }) => type),
    endsInStruct: values.at(-1)?.kind === 'struct' && values.length === parameters.length
      && !parameters.at(-1)?.variadic,
  };
}

function property(scope: Scope, node: ts.PropertyAccessExpression): Value {
  const name = node.name.text;
  const meaning = scope.meaning(node.expression);
  if (meaning !== undefined && 'type' in meaning) {
    const isMember = scope.assemblies.type(meaning.type).kind === 'enum';
    const found = isMember ? undefined : scope.assemblies.property(meaning.type, name);
    return {
      kind: 'constant', fqn: found?.owner ?? meaning.type, name, isMember,
      type: found?.property.type ?? { fqn: meaning.type },
    };
  }
  const on = valueOf(scope, node.expression);
  const found = on.type.fqn === undefined ? undefined : scope.assemblies.property(on.type.fqn, name);
  if (found === undefined) throw unknown(node);
  return { kind: 'property', on, name, type: found.property.type, inStruct: scope.assemblies.isStruct(on.type) };
}

function object(scope: Scope, node: ts.ObjectLiteralExpression, expected?: JsiiType): Value {
  const struct = alternatives(expected).find((type) => scope.assemblies.isStruct(type))?.fqn;
  const map = alternatives(expected).find(({ collection }) => collection?.kind === 'map')?.collection;
  const element = map?.elementtype ?? ANY;
  const entries = node.properties.map((entry): Entry => {
    const name = (entry.name as ts.Identifier | ts.StringLiteral).text;
    const type = struct === undefined ? element : scope.assemblies.property(struct, name)?.property.type;
    if (type === undefined) throw new Error(`${struct} has no "${name}"`);
    const value = ts.isPropertyAssignment(entry)
      ? valueOf(scope, entry.initializer, type)
      : ts.isShorthandPropertyAssignment(entry) ? valueOf(scope, entry.name, type) : undefined;
    if (value === undefined) throw unknown(entry);
    return { name, value, comments: commentsOf(entry) };
  });
  if (struct !== undefined) return { kind: 'struct', fqn: struct, entries, type: { fqn: struct } };
  return { kind: 'map', element, entries, type: expected ?? ANY };
}

function list(scope: Scope, node: ts.ArrayLiteralExpression, expected?: JsiiType): Value {
  const element
    = alternatives(expected).find(({ collection }) => collection?.kind === 'array')?.collection?.elementtype ?? ANY;
  return {
    kind: 'list', element, items: node.elements.map((item) => valueOf(scope, item, element)), type: expected ?? ANY,
  };
}

/** The types of which a value may be one. */
export function alternatives(type: JsiiType | undefined): readonly JsiiType[] {
  if (type === undefined) return [];
  return type.union?.types ?? [type];
}

function primitiveOf(expected: JsiiType | undefined, primitive: string): JsiiType {
  return expected ?? { primitive };
}

function unknown(node: ts.Node): Error {
  return new Error(`"${node.getText()}" is TypeScript that no other language has`);
}
