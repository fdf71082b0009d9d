import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { alarmWindow, cidr, known, parseCidr } from '../../src/core';
import { rendered } from '../support/templates';

describe('an IPv4 network', () => {
  test.each(['0.0.0.0/0', '10.0.0.0/16', '10.0.0.0/28', '255.255.255.255/32', '192.168.1.128/25'])(
    'accepts %s',
    (value) => {
      expect(cidr('network', value)).toEqual([]);
    },
  );

  const must = '"network" must be an IPv4 network such as 10.0.0.0/16 with a prefix from /16 to /28';
  test.each([
    ['10.0.0.300/24', `${must}, got "10.0.0.300/24"`],
    ['256.0.0.0/16', `${must}, got "256.0.0.0/16"`],
    ['10.0.0.0/33', `${must}, got "10.0.0.0/33"`],
    ['10.0.0.0/15', `${must}, got "10.0.0.0/15"`],
    ['10.0.0.0/29', `${must}, got "10.0.0.0/29"`],
    ['10.0.0.0', `${must}, got "10.0.0.0"`],
    ['10.0.0/16', `${must}, got "10.0.0/16"`],
    ['010.0.0.0/16', `${must}, got "010.0.0.0/16"`],
    ['10.0.0.0/016', `${must}, got "10.0.0.0/016"`],
    [' 10.0.0.0/16', `${must}, got " 10.0.0.0/16"`],
    ['10.0.0.0/16\n', `${must}, got "10.0.0.0/16\\n"`],
    ['::/16', `${must}, got "::/16"`],
    ['', `${must}, got ""`],
    ['10.0.0.7/16', `${must}, got "10.0.0.7/16": the network address is 10.0.0.0/16`],
  ])('fails for %j', (value, message) => {
    expect(rendered(cidr('network', value, { min: 16, max: 28 }))).toEqual([message]);
  });

  test('the network of any address is a network, holds the address and is found again', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(fc.tuple(octet, octet, octet, octet), fc.integer({ min: 0, max: 32 }), (octets, prefix) => {
      const block = parseCidr(`${octets.join('.')}/${prefix}`)!;
      const bits = (address: string) =>
        address.split('.').map((part) => Number(part).toString(2).padStart(8, '0')).join('');

      const network = bits(block.network.split('/')[0]);

      expect(cidr('network', block.network)).toEqual([]);
      expect(network.slice(0, prefix)).toBe(bits(octets.join('.')).slice(0, prefix));
      expect(network.slice(prefix)).toMatch(/^0*$/);
      expect(parseCidr(block.network)).toEqual(block);
    }));
  });

  test('no text makes the rule throw', () => {
    fc.assert(fc.property(fc.string(), (value) => { cidr('network', value); }));
  });
});

describe('values that have to be known', () => {
  const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' });

  test.each([[undefined], [3], ['text'], [Duration.seconds(1)]])('accepts %s', (value) => {
    expect(known('size', value)).toEqual([]);
  });

  test.each([[parameter.valueAsNumber], [parameter.valueAsString], [Duration.seconds(parameter.valueAsNumber)]])(
    'fails without printing the token',
    (value) => {
      expect(rendered(known('size', value)))
        .toEqual(['"size" must be known at synthesis, got a value that is known at deployment only']);
    },
  );
});

describe('how far an alarm looks back', () => {
  test.each<[number, Duration]>([
    [1440, Duration.minutes(1)], [288, Duration.minutes(5)], [168, Duration.hours(1)], [7, Duration.days(1)],
  ])(
    'accepts %d times %s', (periods, period) => {
      expect(alarmWindow('periods', periods, period)).toEqual([]);
    });

  const must = '"periods" must look back over at most 1 day, or 7 days with periods of 1 hour or more';
  test.each<[number, Duration, string]>([
    [1441, Duration.minutes(1), `${must}, got 1441: one period is 1 minute`],
    [289, Duration.minutes(5), `${must}, got 289: one period is 5 minutes`],
    [169, Duration.hours(1), `${must}, got 169: one period is 1 hour`],
    [8, Duration.days(1), `${must}, got 8: one period is 1 day`],
  ])('fails for %d times %s', (periods, period, message) => {
    expect(rendered(alarmWindow('periods', periods, period))).toEqual([message]);
  });

  test('accepts what is known at deployment only', () => {
    expect(alarmWindow(
      'periods', new CfnParameter(new Stack(), 'P', { type: 'Number' }).valueAsNumber, Duration.days(7),
    ))
      .toEqual(
        [],
      );
  });
});
