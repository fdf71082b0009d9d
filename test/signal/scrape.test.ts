import { Stack } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ScrapeDiscovery, type ScrapeSource } from '../../src';
import { scrapeSourceProblems, type DiscoveryWriter } from '../../src/signal';
import { rendered } from '../support/templates';

const stack = new Stack();
const securityGroup = new SecurityGroup(stack, 'Group', { vpc: new Vpc(stack, 'Vpc') });
const source = (changes: Partial<ScrapeSource> = {}): ScrapeSource => ({
  name: 'shop', port: 9090, path: '/metrics', securityGroup, discovery: ScrapeDiscovery.addresses(['10.0.0.1']),
  ...changes,
});
const problems = (changes: Partial<ScrapeSource>) =>
  rendered(scrapeSourceProblems('source', source(changes)));
const WRITER: DiscoveryWriter<string> = {
  ecsService: (cluster, service) => `service ${service} of ${cluster}`,
  ec2Tag: (key, value) => `instances with ${key}=${value}`,
  addresses: (hosts) => `hosts ${hosts.join(' ')}`,
};

describe('a source that Prometheus scrapes', () => {
  test.each([
    [ScrapeDiscovery.ecsService('main', 'shop'), 'service shop of main'],
    [ScrapeDiscovery.ec2Tag('Name', 'Shop/Workers'), 'instances with Name=Shop/Workers'],
    [ScrapeDiscovery.addresses(['a.internal', '[fd00::1]']), 'hosts a.internal [fd00::1]'],
  ])('is found in the words of whoever scrapes', (discovery, words) => {
    expect(discovery._variant.bind(WRITER)).toBe(words);
    expect(problems({ discovery })).toEqual([]);
  });

  test.each<[string, Partial<ScrapeSource>, string[]]>([
    ['a name with a blank', { name: 'my shop' },
      ['"source.name" must be lower case letters, digits and "-", and start with a letter, got "my shop"']],
    ['no such port', { port: 65536 }, ['"source.port" must be an integer from 1 to 65535, got 65536']],
    ['a path without its slash', { path: 'metrics' },
      ['"source.path" must be a path that starts with "/", got "metrics"']],
    ['a path with a query', { path: '/metrics?format=prometheus' },
      ['"source.path" must be a path without a query, got "/metrics?format=prometheus"']],
    ['no host', { discovery: ScrapeDiscovery.addresses([]) },
      ['"source.discovery.hosts" must name at least one host, got []']],
    ['a host with its port', { discovery: ScrapeDiscovery.addresses(['a', 'b:80']) },
      ['"source.discovery.hosts[1]" must be a host without a port, got "b:80"']],
    ['names that are blank', { discovery: ScrapeDiscovery.ecsService('', ' ') }, [
      '"source.discovery.clusterName" must be a text that is not blank, got ""',
      '"source.discovery.serviceName" must be a text that is not blank, got " "',
    ]],
    ['a tag without a value', { discovery: ScrapeDiscovery.ec2Tag('Name', '') },
      ['"source.discovery.value" must be a text that is not blank, got ""']],
  ])('fails for %s', (_, changes, messages) => {
    expect(problems(changes)).toEqual(messages);
  });
});
