import { refuses, takes } from '../../support/wrong-inputs';
import { FAR_AWAY, FAR_VALID } from './far';

describe('what stands too far away', () => {
  refuses(FAR_AWAY, 60);
  takes(FAR_VALID, 30);
});
