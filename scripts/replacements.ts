import fs from 'node:fs';
import path from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const PACKAGE = path.join(__dirname, '../node_modules/@aws-cdk/aws-service-spec/package.json');

/** Content of assets/replacements/replacements.json: which changes of a property make CloudFormation replace. */
export function replacements(): string {
  const { version } = JSON.parse(fs.readFileSync(PACKAGE, 'utf8')) as { readonly version: string };
  const types = loadAwsServiceSpecSync().all('resource').flatMap(({ cloudFormationType, properties }) => {
    const names = (wanted: string) => Object.keys(properties)
      .filter((name) => properties[name].causesReplacement === wanted).sort().join(' ');
    const [always, maybe] = [names('yes'), names('maybe')];
    if (always === '' && maybe === '') return [];
    return [[cloudFormationType, maybe === '' ? [always] : [always, maybe]] as const];
  });
  const rows = types.sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([type, properties]) => `    ${JSON.stringify(type)}: ${JSON.stringify(properties)}`);
  return [
    '{', `  "source": "@aws-cdk/aws-service-spec ${version}",`, '  "types": {', rows.join(',\n'), '  }', '}', '',
  ].join('\n');
}
