import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The text of a file beside a source file.
 *
 * The bundler replaces both calls by the text itself, so the bundle reads no files.
 */
export function textFile(base: string, path: string): string {
  return readFileSync(new URL(path, base), 'utf8');
}

/** A browser script, compiled from TypeScript. */
export function browserScript(base: string, path: string): string {
  const esbuild = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const built = esbuild.buildSync({
    entryPoints: [fileURLToPath(new URL(path, base))], bundle: true, format: 'iife', target: 'es2020', write: false,
  });
  return built.outputFiles[0].text;
}
