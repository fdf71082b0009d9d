// samples in TypeScript as programs that every language has.
import ts from 'typescript';
import type { Assemblies, JsiiType } from './assemblies';
import { commentsOf } from './comments';
import type { Named, Program, Statement, Value } from './model';
import { conditionOf, valueOf } from './read-values';
import { Scope } from './scope';

const APP = 'aws-cdk-lib.App';

export interface Surroundings {
  readonly assemblies: Assemblies;
  /** Imports that samples leave out. */
  readonly imports: string;
  /** `declare const` of what samples use without making it. */
  readonly given: string;
}

/** @throws if the sample has something that the other languages lack */
export function read(code: string, { assemblies, imports, given }: Surroundings, isWhole: boolean): Program {
  const scope = new Scope(assemblies, isWhole ? [] : parse(imports));
  if (!isWhole) {
    const lists = parse(given).filter(ts.isVariableStatement).map(({ declarationList }) => declarationList);
    for (const { name, type } of lists.flatMap(({ declarations }) => declarations)) {
      scope.give(name.getText(), scope.written(type as ts.TypeNode));
    }
  }
  const statements = statementsOf(scope, parse(code));
  return { isWhole, statements: isWhole ? [...statements, ...synthesis(statements)] : statements, uses: scope.uses };
}

/** The command line of the CDK synthesizes for TypeScript; programs in other languages have to ask for it. */
function synthesis(statements: readonly Statement[]): readonly Statement[] {
  const app = statements.find((statement) => (
    statement.kind === 'declare' && statement.value.kind === 'new' && statement.value.fqn === APP));
  const asks = statements.some((statement) => (
    statement.kind === 'do' && statement.value.kind === 'call' && statement.value.name === 'synth'));
  if (app?.kind !== 'declare' || asks) return [];
  const on: Value = { kind: 'variable', name: app.name, type: { fqn: APP }, plain: false };
  const args = { values: [], omitted: [{ fqn: 'aws-cdk-lib.StageSynthesisOptions' }], endsInStruct: false };
  const value: Value = { kind: 'call', on, name: 'synth', args, type: { primitive: 'void' } };
  return [{ comments: { before: [] }, gap: true, kind: 'do', value }];
}

function parse(code: string): readonly ts.Statement[] {
  return ts.createSourceFile('sample.ts', code, ts.ScriptTarget.Latest, true).statements;
}

function statementsOf(scope: Scope, nodes: readonly ts.Statement[]): readonly Statement[] {
  return nodes.flatMap((node) => statementOf(scope, node));
}

function statementOf(scope: Scope, node: ts.Statement): Statement[] {
  const about = { comments: commentsOf(node), gap: /^[^\n]*\n\s*\n/.test(node.getFullText()) };
  if (ts.isImportDeclaration(node)) {
    scope.import(node);
    return [];
  }
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.map((one) => ({ ...about, ...declared(scope, one) }));
  }
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    if (ts.isCallExpression(expression) && expression.expression.getText() === 'console.log') {
      return [{ ...about, kind: 'print', value: valueOf(scope, expression.arguments[0]) }];
    }
    return [{ ...about, kind: 'do', value: valueOf(scope, expression) }];
  }
  if (ts.isThrowStatement(node) && ts.isNewExpression(node.expression)) {
    return [
      { ...about, kind: 'fail', value: valueOf(scope, (node.expression.arguments ?? [])[0], { primitive: 'string' }) },
    ];
  }
  if (ts.isIfStatement(node) && node.elseStatement === undefined) {
    return [
      { ...about, kind: 'if', condition: conditionOf(scope, node.expression), then: bodyOf(scope, node.thenStatement) },
    ];
  }
  if (ts.isForOfStatement(node)) return [{ ...about, ...each(scope, node) }];
  if (ts.isFunctionDeclaration(node)) return [{ ...about, ...ownFunction(scope, node) }];
  throw new Error(`"${node.getText()}" is TypeScript that no other language has`);
}

type Alone = Statement extends infer S ? S extends Statement ? Omit<S, 'comments' | 'gap'> : never : never;

function declared(scope: Scope, { name, initializer, type }: ts.VariableDeclaration): Alone {
  if (initializer === undefined) throw new Error(`"${name.getText()}" has no value`);
  if (ts.isBinaryExpression(initializer) && initializer.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    const fallback = (initializer.right as ts.StringLiteral).text;
    scope.declare(name.getText(), { primitive: 'string' }, true);
    return { kind: 'context', name: name.getText(), value: valueOf(scope, initializer.left), fallback };
  }
  if (type?.getText() === 'string | undefined') {
    scope.declare(name.getText(), { primitive: 'string' });
    return { kind: 'context', name: name.getText(), value: valueOf(scope, initializer) };
  }
  const whole = valueOf(scope, initializer);
  if (ts.isIdentifier(name)) {
    scope.declare(name.text, whole.type, whole.kind === 'text' || whole.kind === 'template');
    return { kind: 'declare', name: name.text, value: whole };
  }
  if (!ts.isObjectBindingPattern(name) || name.elements.length > 1) {
    throw new Error(`"${name.getText()}" takes a value apart`);
  }
  const [part] = name.elements.map((element) => element.name.getText());
  const value = partOf(scope, whole, part);
  scope.declare(part, value.type);
  return { kind: 'declare', name: part, value };
}

function partOf(scope: Scope, on: Value, name: string): Value {
  const found = scope.assemblies.property(on.type.fqn ?? '', name);
  if (found === undefined) throw new Error(`${on.type.fqn} has no "${name}"`);
  return { kind: 'property', on, name, type: found.property.type, inStruct: false };
}

function each(scope: Scope, { initializer, expression, statement }: ts.ForOfStatement): Alone {
  const [{ name }] = (initializer as ts.VariableDeclarationList).declarations;
  const of = valueOf(scope, expression);
  const element: JsiiType = of.type.collection?.elementtype ?? { primitive: 'any' };
  scope.declare(name.getText(), element);
  return { kind: 'each', name: name.getText(), of, element, body: bodyOf(scope, statement) };
}

function ownFunction(scope: Scope, { name, parameters, body }: ts.FunctionDeclaration): Alone {
  const named = parameters.map((parameter): Named => ({
    name: parameter.name.getText(), type: scope.written(parameter.type as ts.TypeNode),
  }));
  scope.declareFunction(name?.text ?? '', named);
  named.forEach((parameter) => scope.declare(parameter.name, parameter.type, parameter.type.primitive === 'string'));
  return {
    kind: 'function', name: name?.text ?? '', parameters: named, body: statementsOf(scope, body?.statements ?? []),
  };
}

function bodyOf(scope: Scope, node: ts.Statement): readonly Statement[] {
  return statementsOf(scope, ts.isBlock(node) ? node.statements : [node]);
}
