import { Links, Template, type JsonObject } from '../../../src/template';
import type { Deployed } from '../aws/stacks';

/** What the templates of stacks name, as far as they could be read. */
export function linksIn({ templates }: Deployed): Links {
  return new Links(templates.filter(({ Resources }) => Resources !== undefined)
    .map((body) => ({ path: '', template: new Template(body as JsonObject), nested: [] })));
}
