import { Template } from '../../src/template';

const YAML = `
# a comment
Parameters:
  Stage: { Type: String, Default: prod }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsBig: !And
    - !Condition IsProd
    - !Not [!Equals ["a", 'b']]
Mappings:
  Sizes:
    prod: { type: m7g.large }
Resources:
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    DependsOn: [Topic]
    Properties:
      MinSize: "2"
      MaxSize: !If [IsBig, 10, 4]
      InstanceType: !FindInMap [Sizes, !Ref Stage, type]
      Zone: !Select
        - 0
        - !GetAZs
          Ref: AWS::Region
      Subnets: !Split [",", "a,b"]
      Name: !Join
        - "-"
        - - web
          - !Sub "\${Stage}"
      Topic: !GetAtt Topic.TopicName
      Imported: !ImportValue net-vpc
      Script:
        Fn::Base64: !Sub |
          #!/bin/bash
          echo \${Stage}
      Folded: >-
        one
        two
  Topic:
    Type: AWS::SNS::Topic
`;

describe('YAML', () => {
  const group = Template.parse(YAML).find('Group')!;

  test('is read with every short form', () => {
    expect(group.get('MinSize').number).toBe(2);
    expect(group.get('MaxSize').number).toBe(10);
    expect(group.get('InstanceType').text).toBe('m7g.large');
    expect(group.get('Zone').deferred?.text).toBe('${Select(0, ${GetAZs(${AWS::Region})})}');
    expect(group.get('Subnets').items.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(group.get('Name').text).toBe('web-prod');
    expect(group.get('Topic').reference).toEqual({ logicalId: 'Topic', attribute: 'TopicName' });
    expect(group.get('Imported').deferred?.imports).toEqual(['net-vpc']);
    expect(group.get('Folded').text).toBe('one two');
    expect(Buffer.from(group.get('Script').text!, 'base64').toString()).toBe('#!/bin/bash\necho prod\n');
    expect(group.needs).toEqual(['Topic']);
  });

  test('says the line of a mistake', () => {
    expect(() => Template.parse('Resources:\n  A: [1,\nB: 2')).toThrow(/line 3/);
  });

  test('with the same key twice is a mistake', () => {
    expect(() => Template.parse('Resources: {}\nResources: {}')).toThrow(/unique/);
  });
});

test('JSON is read', () => {
  expect(Template.parse('{"Resources":{"A":{"Type":"Test::A"}}}').resources.map(({ type }) => type)).toEqual(
    ['Test::A'],
  );
});

test('a text that is no object is not a template', () => {
  expect(() => Template.parse('just words')).toThrow('not a template of CloudFormation: it is no object');
});
