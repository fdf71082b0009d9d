import { RegionInfo } from 'aws-cdk-lib/region-info';
import { consoleDomainOf } from '../../src/core';
import { pseudoParameter } from '../../src/template';

const REGIONS = [...new Map(RegionInfo.regions.map((info) => [info.partition, info])).values()];

describe('a Region of each partition that the CDK knows', () => {
  test.each(REGIONS.map((info) => [info.name, info] as const))('%s has its partition and suffix', (region, info) => {
    expect(pseudoParameter('AWS::Partition', { region })).toBe(info.partition);
    expect(pseudoParameter('AWS::URLSuffix', { region })).toBe(info.domainSuffix);
  });

  test('are more than three', () => {
    expect(REGIONS.length).toBeGreaterThan(3);
  });
});

test.each([
  ['eu-west-1', 'console.aws.amazon.com'], ['cn-north-1', 'console.amazonaws.cn'],
  ['us-gov-west-1', 'console.amazonaws-us-gov.com'], ['eusc-de-east-1', 'console.amazonaws-eusc.eu'],
])('people find the console of %s at %s', (region, domain) => {
  expect(consoleDomainOf(region)).toBe(domain);
});
