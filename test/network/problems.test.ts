import { App, Stack } from 'aws-cdk-lib';
import { Network } from '../../src';

test.each(['1.0.0.0/16', '126.0.0.0/16', '128.0.0.0/16', '169.253.0.0/16', '169.255.0.0/16', '223.255.0.0/16'])(
  'a network accepts %s',
  (cidr) => {
    expect(() => new Network(new Stack(new App(), 'Shop'), 'Network', { cidr })).not.toThrow();
  },
);
