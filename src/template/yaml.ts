import path from 'node:path';

/** What is used of the parser, which ships in the package so that the library needs no dependency. */
interface Parser {
  parse(text: string, options: object): unknown;
  readonly YAMLMap: new () => { set(key: string, value: unknown): void };
}

const PARSER = path.join(__dirname, '../../assets/yaml/yaml.cjs');

const SHORT_FORMS = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length', 'Not',
  'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform',
];

/** Reads YAML with the short forms of CloudFormation. */
export function parseYaml(text: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only when there is YAML to read.
  const parser = require(PARSER) as Parser;
  return parser.parse(text, { schema: 'core', logLevel: 'error', customTags: tags(parser) });
}

function tags(parser: Parser): object[] {
  return [...SHORT_FORMS.map((name) => [name, `Fn::${name}`]), ['Ref', 'Ref'], ['Condition', 'Condition']]
    .flatMap(([name, key]) => [
      { tag: `!${name}`, resolve: (value: string) => ({ [key]: value }) },
      ...['seq', 'map'].map((collection) => ({
        tag: `!${name}`, collection, resolve: (value: unknown) => callNode(parser, key, value),
      })),
    ]);
}

/** `!Join [...]` is the same as an object with one key. */
function callNode({ YAMLMap }: Parser, key: string, argument: unknown): unknown {
  const node = new YAMLMap();
  node.set(key, argument);
  return node;
}
