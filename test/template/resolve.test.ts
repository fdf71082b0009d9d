// what stays of a template when everything that is known before a deployment is filled in.
import { Template, type JsonObject, type TemplateOptions } from '../../src/template';

/** The property `P` of the only resource, next to whatever else a template has. */
function valueOf(property: unknown, rest: object = {}, options?: TemplateOptions) {
  const template = new Template({
    ...rest, Resources: { It: { Type: 'Test::It', Properties: { P: property } }, Other: { Type: 'Test::Other' } },
  } as JsonObject, options);
  return template.find('It')!.get('P');
}

describe('a parameter', () => {
  const parameters = (definition: object) => ({ Parameters: { Size: definition } });

  test('has its default', () => {
    expect(valueOf({ Ref: 'Size' }, parameters({ Type: 'String', Default: 't3.medium' })).text).toBe('t3.medium');
  });

  test('has the value that is given', () => {
    const value = valueOf(
      { Ref: 'Size' }, parameters({ Type: 'String', Default: 't3.medium' }), { parameters: { Size: 'm7g.large' } },
    );

    expect(value.text).toBe('m7g.large');
  });

  test('without a default is known at deployment only', () => {
    const value = valueOf({ Ref: 'Size' }, parameters({ Type: 'String' }));

    expect(value.text).toBeUndefined();
    expect(value.deferred?.text).toBe('${Size}');
  });

  test('that is looked up in Systems Manager is known at deployment only', () => {
    const value = valueOf({ Ref: 'Size' }, parameters({
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ami',
    }));

    expect(value.deferred?.text).toBe('${Size}');
  });

  test('of a list type is a list', () => {
    const value = valueOf({ Ref: 'Size' }, parameters({ Type: 'CommaDelimitedList', Default: 'a, b' }));

    expect(value.items.map(({ text }) => text)).toEqual(['a', 'b']);
  });

  test('of a number is a number', () => {
    expect(valueOf({ Ref: 'Size' }, parameters({ Type: 'Number', Default: '4' })).number).toBe(4);
  });
});

describe('a pseudo parameter', () => {
  test('is known where the Region is known', () => {
    const arn = { 'Fn::Sub': 'arn:${AWS::Partition}:sns:${AWS::Region}:x.${AWS::URLSuffix}' };

    expect(valueOf(arn, {}, { region: 'eu-west-1' }).text).toBe('arn:aws:sns:eu-west-1:x.amazonaws.com');
    expect(valueOf(arn, {}, { region: 'cn-north-1' }).text).toBe('arn:aws-cn:sns:cn-north-1:x.amazonaws.com.cn');
    expect(valueOf(arn).text).toBeUndefined();
  });

  test('without a value takes its property and its item away', () => {
    const value = valueOf({ gone: { Ref: 'AWS::NoValue' }, list: [1, { Ref: 'AWS::NoValue' }, 2] });

    expect(value.raw).toEqual({ list: [1, 2] });
  });
});

describe('a condition', () => {
  const conditions = {
    Parameters: { Stage: { Type: 'String', Default: 'prod' }, Later: { Type: 'String' } },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
      Unknown: { 'Fn::Equals': [{ Ref: 'Later' }, 'x'] },
      Both: { 'Fn::And': [{ Condition: 'Unknown' }, { Condition: 'IsDev' }] },
      Either: { 'Fn::Or': [{ Condition: 'Unknown' }, { Condition: 'IsProd' }] },
      Same: { 'Fn::Equals': [{ Ref: 'Later' }, { Ref: 'Later' }] },
      Circle: { 'Fn::Not': [{ Condition: 'Circle' }] },
    },
  };
  const choice = (name: string) => valueOf({ 'Fn::If': [name, 'yes', 'no'] }, conditions);

  test.each([
    ['IsProd', 'yes'], ['IsDev', 'no'], ['Both', 'no'], ['Either', 'yes'], ['Same', 'yes'],
  ])('that can be evaluated chooses: %s', (name, expected) => {
    expect(choice(name).text).toBe(expected);
  });

  test('that is known at deployment only chooses nothing, and keeps what both branches name', () => {
    const value = valueOf({ 'Fn::If': ['Unknown', { Ref: 'Other' }, 'no'] }, conditions);

    expect(value.text).toBeUndefined();
    expect(value.references).toEqual([{ logicalId: 'Other' }]);
    expect(value.reference).toBeUndefined();
  });

  test('that names itself chooses nothing', () => {
    expect(choice('Circle').text).toBeUndefined();
  });

  test('decides whether a resource is made', () => {
    const made = (condition: string) => new Template({
      ...conditions, Resources: { It: { Type: 'Test::It', Condition: condition } },
    } as JsonObject).resources.map(({ isConditional }) => isConditional);

    expect(made('IsProd')).toEqual([false]);
    expect(made('IsDev')).toEqual([]);
    expect(made('Unknown')).toEqual([true]);
  });
});

describe('a function', () => {
  test.each([
    ['Join', { 'Fn::Join': ['-', ['a', 1, 'b']] }, 'a-1-b'],
    ['Sub with its own variables', { 'Fn::Sub': ['${A}/${!B}/${ A }', { A: 'x' }] }, 'x/${B}/x'],
    ['Select of Split', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['Length', { 'Fn::Length': ['a', 'b'] }, '2'],
    ['ToJsonString', { 'Fn::ToJsonString': { a: [1] } }, '{"a":[1]}'],
  ])('%s is evaluated', (_name, property, expected) => {
    expect(valueOf(property).text).toBe(expected);
  });

  test('FindInMap is evaluated, with its default if the map has no such key', () => {
    const map = { Mappings: { Ami: { 'eu-west-1': { id: 'ami-1' } } } };
    const find = (region: string, ...options: object[]) => ({ 'Fn::FindInMap': ['Ami', region, 'id', ...options] });

    expect(valueOf(find('eu-west-1'), map).text).toBe('ami-1');
    expect(valueOf(find('nowhere'), map).text).toBeUndefined();
    expect(valueOf(find('nowhere', { DefaultValue: 'ami-0' }), map).text).toBe('ami-0');
  });

  test('with an argument that is not known is deferred, and keeps what it names', () => {
    const value = valueOf({ 'Fn::Join': ['/', ['service', { Ref: 'Other' }, { 'Fn::GetAtt': ['It', 'Name'] }]] });

    expect(value.deferred?.text).toBe('service/${Other}/${It.Name}');
    expect(value.references).toEqual([{ logicalId: 'Other' }, { logicalId: 'It', attribute: 'Name' }]);
  });

  test('that nobody knows is deferred, and keeps what it names', () => {
    const value = valueOf({ 'Fn::Novel': [{ Ref: 'Other' }, 7] });

    expect(value.deferred?.text).toBe('${Novel(${Other}, 7)}');
    expect(value.references).toEqual([{ logicalId: 'Other' }]);
  });

  test('ImportValue names the export of another stack', () => {
    expect(valueOf({ 'Fn::ImportValue': 'Net:Vpc' }).deferred?.imports).toEqual(['Net:Vpc']);
  });
});

describe('a reference', () => {
  test.each([
    ['Ref', { Ref: 'Other' }, { logicalId: 'Other' }],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Other', 'A.B'] }, { logicalId: 'Other', attribute: 'A.B' }],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Other.A.B' }, { logicalId: 'Other', attribute: 'A.B' }],
    ['Sub with nothing but a name', { 'Fn::Sub': '${Other.Arn}' }, { logicalId: 'Other', attribute: 'Arn' }],
  ])('is seen in %s', (_name, property, expected) => {
    expect(valueOf(property).reference).toEqual(expected);
  });

  test('leads to its resource', () => {
    const template = new Template({ Resources: {
      Rule: { Type: 'Test::Rule', Properties: { Listener: { Ref: 'Listener' } } }, Listener: { Type: 'Test::Listener' },
    } });

    expect(template.target(template.find('Rule')!.get('Listener'))).toBe(template.find('Listener'));
    expect(template.usersOf(template.find('Listener')!)).toEqual([template.find('Rule')]);
  });
});

test('a value that is not there has no text, number, boolean or items, however deep one asks', () => {
  const value = valueOf({ a: 1 }).at('b', 0, 'c');

  expect([value.exists, value.text, value.number, value.boolean, value.items, value.entries]).toEqual(
    [false, undefined, undefined, undefined, [], []],
  );
});

test('texts count as numbers and booleans, as CloudFormation takes them', () => {
  expect(valueOf('60').number).toBe(60);
  expect(valueOf('True').boolean).toBe(true);
  expect(valueOf('').number).toBeUndefined();
  expect(valueOf('no').boolean).toBeUndefined();
});

test('a resource needs what its values name and what it depends on, itself not counted', () => {
  const { needs } = new Template({ Resources: {
    A: {
      Type: 'Test::A', DependsOn: ['D'],
      Properties: { X: { 'Fn::Sub': '${B.Arn}-${A}' }, Y: [{ Ref: 'C' }, { Ref: 'B' }, { Ref: 'AWS::Region' }] },
    },
    B: { Type: 'Test::B', DependsOn: 'C' }, C: { Type: 'Test::C' }, D: { Type: 'Test::D' },
  } }).find('A')!;

  expect(needs).toEqual(['D', 'B', 'C']);
});

test('an output has its value', () => {
  const template = new Template({
    Resources: { A: { Type: 'Test::A' } }, Outputs: { Name: { Value: { 'Fn::GetAtt': ['A', 'Name'] } } },
  });

  expect(template.output('Name').reference).toEqual({ logicalId: 'A', attribute: 'Name' });
  expect(template.output('Else').exists).toBe(false);
});

test('what has no resources is not a template', () => {
  expect(() => new Template({ a: 1 })).toThrow('not a template of CloudFormation: it has no "Resources"');
});
