// what the container that prepares a task runs, in the bash of this machine
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { configScript } from '../../../src/prometheus/setup/config-script';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'config-script-'));
const own = `${process.getuid!()}:${process.getgid!()}`;
afterAll(() => fs.rmSync(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);
const read = (name: string) => fs.readFileSync(at(name), 'utf8');
/** As the container starts it: the address of the script comes first. */
const run = (text: string, values: readonly string[] = []) =>
  execFileSync('bash', ['-c', 'set -eu; script=$(cat "$0"); eval "$script"', write(text), ...values], {
    stdio: 'pipe',
  });
const write = (text: string) => {
  fs.writeFileSync(at('script'), text);
  return at('script');
};

const stack = new Stack();
const token = (id: string) => new CfnParameter(stack, id).valueAsString;

describe('the script that prepares a task', () => {
  test('writes each file at its place, whatever stands in it', () => {
    const content = 'a: "$HOME" `date` \\n %s \'quoted\' {{ $value }} &\n\n  indented\nEOF\n';

    run(configScript({ files: { [at('a/b/c.yml')]: content, [at('empty')]: '' }, folders: {} }).text);

    expect(read('a/b/c.yml')).toBe(content);
    expect(read('empty')).toBe('\n');
  });

  // bash keeps a text of more than 64 KiB in a file, and the disk of the container cannot be written.
  test('needs no folder but those of its files, however long one is', () => {
    const [first, content] = [at('long/first'), 'x\n'.repeat(100_000)];

    const { text } = configScript({ files: { [at('z')]: content, [first]: content }, folders: {} });
    run(text);

    expect(read('z')).toBe(content);
    expect(text).toContain(`\nTMPDIR='${path.dirname(first)}'\nmkdir -p "$TMPDIR"\n`);
    expect(text.indexOf('TMPDIR=')).toBeLessThan(text.search(/^put '/m));
    expect(fs.readdirSync(at('long'))).toEqual(['first']);
  });

  test('puts values that are known at deployment only where they belong', () => {
    const [first, second] = [token('First'), token('Second')];
    const { text, values } = configScript({
      files: { [at('one')]: `x: ${first}/${second}\ny: ${first}\n`, [at('two')]: `${second}\n` }, folders: {},
    });

    run(text, ['https://a.example/?x=1&y=2', '$(touch /tmp/never) \\1 "quoted" @{value:1}@']);

    expect(values).toEqual([first, second]);
    expect(read('one')).toContain('y: https://a.example/?x=1&y=2\n');
    expect(read('two')).toContain('$(touch /tmp/never) \\1 "quoted"');
  });

  test('holds no token, and is the same for the same content', () => {
    const files = (order: readonly string[]) => Object.fromEntries(order.map((name) => [at(name), token(`T${name}`)]));
    const { text } = configScript({ files: files(['p', 'q']), folders: { '/data': '1:1' } });

    expect(Token.isUnresolved(text)).toBe(false);
    expect(text).not.toContain('Token[');
    expect(configScript({ files: { [at('b')]: '2', [at('a')]: '1' }, folders: {} }).text)
      .toBe(configScript({ files: { [at('a')]: '1', [at('b')]: '2' }, folders: {} }).text);
  });

  test('gives folders to the users of the programs, and keeps others out', () => {
    run(configScript({ files: {}, folders: { [at('data')]: own } }).text);

    expect(fs.statSync(at('data')).mode & 0o777).toBe(0o750);
  });

  test('ends with an error where a file cannot be written', () => {
    fs.writeFileSync(at('file'), '');

    expect(() => run(configScript({ files: { [at('file/below')]: 'x' }, folders: {} }).text)).toThrow();
  });
});
