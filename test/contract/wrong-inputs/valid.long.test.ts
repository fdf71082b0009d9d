// the CDK's own validator costs seconds and is off in all other tests.
import { validates } from '../../support/wrong-inputs';
import { VALID } from './valid';

describe('the strict validation of the CDK', () => validates(VALID));
