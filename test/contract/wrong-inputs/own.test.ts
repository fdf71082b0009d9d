import { refuses, takes } from '../../support/wrong-inputs';
import { OWN_VALID, OWN_WRONG } from './own';

describe('what the app makes elsewhere, or has twice', () => {
  refuses(OWN_WRONG, 28);
  takes(OWN_VALID, 13);
});
