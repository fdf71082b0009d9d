import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { buildSync, type Plugin } from 'esbuild';

const CALL = /\b(textFile|browserScript)\(import\.meta\.url, '([^']+)'\)/g;

/** Puts the text of files into the bundle, where the sources call `textFile` or `browserScript`. */
export function inlineFiles(minify: (code: string, loader: 'css' | 'js') => string): Plugin {
  return {
    name: 'inline-files',
    setup(build) {
      build.onLoad({ filter: /[\\/]voting-app[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const contents = source.replace(CALL, (_call, kind: string, file: string) => {
          const target = resolve(dirname(path), file);
          return JSON.stringify(kind === 'textFile' ? text(target) : script(target));
        });
        return { contents, loader: 'ts' };
      });
    },
  };

  function text(path: string): string {
    const content = readFileSync(path, 'utf8');
    return path.endsWith('.css') ? minify(content, 'css') : content;
  }

  function script(path: string): string {
    return buildSync(
      {
        entryPoints: [path], bundle: true, format: 'iife', target: 'es2020', minify: true, charset: 'utf8',
        write: false,
      },
    ).outputFiles[0].text;
  }
}
