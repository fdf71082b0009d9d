import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isScraped, type ScrapeSource } from '../../signal';

/** Something that answers, and the subject that it belongs to. */
export interface FoundSource {
  readonly source: ScrapeSource;
  /** The construct that named the source. */
  readonly subject: IConstruct;
}

/** Everything in some scopes that Prometheus can ask, each once. */
export function sourcesIn(scopes: readonly IConstruct[]): FoundSource[] {
  const subjects = new Set(scopes.flatMap((scope) => scope.node.findAll()).filter(isScraped));
  return [...subjects].flatMap((subject) => subject.scrapeSources().map((source) => ({ source, subject })));
}

/** What people call a subject: its path inside of its stack. */
export function nameOf(subject: IConstruct): string {
  const { scopes } = subject.node;
  return scopes.slice(Stack.of(subject).node.scopes.length).map(({ node }) => node.id).join('/') || subject.node.id;
}

/** Name of the job of a source: lower case letters, digits and `-`. */
export function jobNameOf(subject: string, source: string): string {
  const words = subject.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return [words.replace(/^-+|-+$/g, ''), source].filter((word) => word !== '').join('-');
}
