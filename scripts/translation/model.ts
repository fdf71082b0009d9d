// a sample as all languages can say it: values with their types, and statements with their comments.
import type { JsiiType } from './assemblies';

/** A value. `type` is what the place expects, where it says so, else what the value is. */
export type Value
  = | { readonly kind: 'text'; readonly value: string; readonly type: JsiiType }
    | { readonly kind: 'number'; readonly value: string; readonly type: JsiiType }
    | { readonly kind: 'boolean'; readonly value: boolean; readonly type: JsiiType }
    | { readonly kind: 'template'; readonly parts: readonly (string | Value)[]; readonly type: JsiiType }
  /** The stack that a sample is written in. */
    | { readonly kind: 'self'; readonly type: JsiiType }
  /** A file beside the program. */
    | { readonly kind: 'file'; readonly value: string; readonly type: JsiiType }
    | { readonly kind: 'variable'; readonly name: string; readonly type: JsiiType; readonly plain: boolean }
    | { readonly kind: 'new'; readonly fqn: string; readonly args: Arguments; readonly type: JsiiType }
    | {
      readonly kind: 'call';
      readonly on: Value;
      readonly name: string;
      readonly args: Arguments;
      readonly type: JsiiType;
    }
    | {
      readonly kind: 'static';
      readonly fqn: string;
      readonly name: string;
      readonly args: Arguments;
      readonly type: JsiiType;
    }
  /** A function of the sample. */
    | { readonly kind: 'own'; readonly name: string; readonly args: Arguments; readonly type: JsiiType }
    | {
      readonly kind: 'constant';
      readonly fqn: string;
      readonly name: string;
      readonly isMember: boolean;
      readonly type: JsiiType;
    }
    | {
      readonly kind: 'property';
      readonly on: Value;
      readonly name: string;
      readonly type: JsiiType;
      readonly inStruct: boolean;
    }
    | { readonly kind: 'struct'; readonly fqn: string; readonly entries: readonly Entry[]; readonly type: JsiiType }
    | { readonly kind: 'map'; readonly element: JsiiType; readonly entries: readonly Entry[]; readonly type: JsiiType }
    | { readonly kind: 'list'; readonly element: JsiiType; readonly items: readonly Value[]; readonly type: JsiiType }
    | { readonly kind: 'cast'; readonly value: Value; readonly type: JsiiType }
    | {
      readonly kind: 'compared'; readonly left: Value; readonly operator: '>' | '<'; readonly right: Value;
      readonly type: JsiiType;
    }
    | { readonly kind: 'both' | 'either'; readonly left: Value; readonly right: Value; readonly type: JsiiType }
  /** Whether something that may be left out is there. */
    | { readonly kind: 'given' | 'missing'; readonly value: Value; readonly type: JsiiType };

export interface Arguments {
  readonly values: readonly Value[];
  /** Types of the parameters that the sample leaves out. */
  readonly omitted: readonly JsiiType[];
  /** Whether the last value is a struct in the place of the last parameter. */
  readonly endsInStruct: boolean;
}

export interface Entry { readonly name: string; readonly value: Value; readonly comments: Comments }

/** Lines before something, and the one behind it. */
export interface Comments { readonly before: readonly string[]; readonly behind?: string }

export type Statement = { readonly comments: Comments; readonly gap: boolean } & (
  | { readonly kind: 'declare'; readonly name: string; readonly value: Value }
  /** A text from the context of the command line, or what stands in for it, if anything does. */
  | { readonly kind: 'context'; readonly name: string; readonly value: Value; readonly fallback?: string }
  | { readonly kind: 'do'; readonly value: Value }
  | { readonly kind: 'print'; readonly value: Value }
  | { readonly kind: 'fail'; readonly value: Value }
  | { readonly kind: 'if'; readonly condition: Value; readonly then: readonly Statement[] }
  | {
    readonly kind: 'each';
    readonly name: string;
    readonly of: Value;
    readonly element: JsiiType;
    readonly body: readonly Statement[];
  }
  | {
    readonly kind: 'function';
    readonly name: string;
    readonly parameters: readonly Named[];
    readonly body: readonly Statement[];
  }
);

export interface Named { readonly name: string; readonly type: JsiiType }

export interface Program {
  /** Whether it is a whole program, and not a part of a stack. */
  readonly isWhole: boolean;
  readonly statements: readonly Statement[];
  /** Values of other samples that it uses. */
  readonly uses: readonly Named[];
}
