import { App, Stack } from 'aws-cdk-lib';
import { Network, type NetworkProps } from '../../src';

const make = (props: NetworkProps) => new Network(new Stack(new App(), 'Shop'), 'Network', props);
const invalid = (problem: string) => new Error(`Shop/Network (Network) has an invalid prop:\n  ${problem}`);

// F68
test.each(['0.0.0.0/16', '127.0.0.0/16', '169.254.0.0/16', '224.0.0.0/16', '255.255.0.0/16'])(
  'a network fails for %s, which no host can have',
  (cidr) => {
    expect(() => make({ cidr })).toThrow(invalid(
      `"cidr" must lie outside of 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16 and 224.0.0.0/3, got "${cidr}": hosts cannot `
      + 'have those addresses'));
  },
);

test.each(['1.0.0.0/16', '126.0.0.0/16', '128.0.0.0/16', '169.253.0.0/16', '169.255.0.0/16', '223.255.0.0/16'])(
  'a network accepts %s',
  (cidr) => {
    expect(() => make({ cidr })).not.toThrow();
  },
);

// F63
test.each([0, 42, NaN])('a network fails for flow logs of %d days', (flowLogRetention) => {
  expect(() => make({ flowLogRetention })).toThrow(invalid(
    '"flowLogRetention" must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, '
    + '2192, 2557, 2922, 3288, 3653, 9999, '
    + `got ${flowLogRetention}: days that CloudWatch Logs offers; 9999 stands for ever`));
});
