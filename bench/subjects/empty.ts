import { type App, Stack } from 'aws-cdk-lib';
import { ENVIRONMENT } from '../environment';

/** An app without resources: what everybody pays. */
export function build(app: App): void {
  new Stack(app, 'Net', { env: ENVIRONMENT });
}
