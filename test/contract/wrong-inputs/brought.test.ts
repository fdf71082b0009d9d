import { refuses, takes } from '../../support/wrong-inputs';
import { BROUGHT, BROUGHT_VALID } from './brought';

describe('what a company brings', () => {
  refuses(BROUGHT, 55);
  takes(BROUGHT_VALID, 40);
});
