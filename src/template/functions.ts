import { Deferred, deferredIn } from './deferred';
import { isObject, objectOf, type Json } from './json';
import { isScalar, NO_VALUE, resolved, type Evaluated, type Evaluator, type Resolved } from './resolved';

/** Gives nothing when the value of the function is known at deployment only. */
type Intrinsic = (argument: Json, evaluator: Evaluator) => Evaluated | undefined;

/** The functions of CloudFormation that can be evaluated before a deployment; all others are deferred. */
export const FUNCTIONS: { readonly [name: string]: Intrinsic } = {
  'Ref': (argument, evaluator) => evaluator.named(String(argument)),
  'Fn::GetAtt': getAtt,
  'Fn::ImportValue': (argument, { evaluate }) => Deferred.imported(resolved(evaluate(argument))),
  'Fn::If': choose,
  'Fn::Sub': substitute,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::Base64': (argument, { evaluate }) => {
    const value = evaluate(argument);
    return isScalar(value) ? Buffer.from(String(value)).toString('base64') : undefined;
  },
  'Fn::Length': (argument, { evaluate }) => {
    const value = evaluate(argument);
    return Array.isArray(value) ? value.length : undefined;
  },
  'Fn::ToJsonString': (argument, { evaluate }) => {
    const value = evaluate(argument);
    return deferredIn(value).length === 0 ? JSON.stringify(value) : undefined;
  },
};

function getAtt(argument: Json, { evaluate }: Evaluator): Evaluated | undefined {
  const [logicalId, ...attribute] = typeof argument === 'string'
    ? argument.split('.')
    : listOf(argument).map((part) => resolved(evaluate(part)));
  return typeof logicalId === 'string' && attribute.every((part) => isScalar(part))
    ? Deferred.toResource(logicalId, attribute.join('.'))
    : undefined;
}

function choose(argument: Json, { evaluate, holds }: Evaluator): Evaluated {
  const [condition = null, then = null, otherwise = null] = listOf(argument);
  const truth = holds(condition);
  if (truth !== undefined) return evaluate(truth ? then : otherwise);
  return Deferred.call('If', [condition, ...[then, otherwise].map((branch) => resolved(evaluate(branch)))]);
}

function substitute(argument: Json, { evaluate, named }: Evaluator): Evaluated {
  const [text = '', variables] = Array.isArray(argument) ? argument as readonly Json[] : [argument];
  const own = objectOf(variables);
  // text and names in turn: every second part is the content of braces.
  const parts = String(text).split(/\$\{([^}]+)\}/).map((part, index): Evaluated => {
    if (index % 2 === 0) return part;
    if (part.startsWith('!')) return `\${${part.slice(1)}}`;
    const name = part.trim();
    if (name in own) return evaluate(own[name]);
    return name.includes('.') && !name.startsWith('AWS::') ? attributeOf(name) : named(name);
  });
  return concatenated(parts);
}

function attributeOf(name: string): Deferred {
  const [logicalId, ...attribute] = name.split('.');
  return Deferred.toResource(logicalId, attribute.join('.'));
}

function join(argument: Json, { evaluate }: Evaluator): Evaluated | undefined {
  const [delimiter, list] = listOf(argument);
  const items = evaluate(list);
  if (!Array.isArray(items)) return undefined;
  return concatenated((items as readonly Resolved[]).flatMap((item, index) =>
    index === 0 ? [item] : [String(delimiter), item]));
}

function select(argument: Json, { evaluate }: Evaluator): Evaluated | undefined {
  const [index, list] = listOf(argument).map((part) => evaluate(part));
  return isScalar(index) && Array.isArray(list) ? list[Number(index)] as Resolved | undefined : undefined;
}

function split(argument: Json, { evaluate }: Evaluator): Evaluated | undefined {
  const [delimiter, text] = listOf(argument).map((part) => evaluate(part));
  return typeof delimiter === 'string' && typeof text === 'string' ? text.split(delimiter) : undefined;
}

function findInMap(argument: Json, evaluator: Evaluator): Evaluated | undefined {
  const [map, key, entry, options] = listOf(argument).map((part) => evaluator.evaluate(part));
  if (!isScalar(map) || !isScalar(key) || !isScalar(entry)) return undefined;
  return evaluator.mapped(String(map), String(key), String(entry))
    ?? (isObject(options) ? (options as { readonly DefaultValue?: Resolved }).DefaultValue : undefined);
}

function concatenated(parts: readonly Evaluated[]): Resolved {
  const texts = parts.filter((part) => part !== NO_VALUE);
  return texts.every(isScalar) ? texts.join('') : Deferred.concat(texts);
}

function listOf(argument: Json): readonly Json[] {
  return Array.isArray(argument) ? argument as readonly Json[] : [];
}
