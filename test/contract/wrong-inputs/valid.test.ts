import { takes } from '../../support/wrong-inputs';
import { VALID } from './valid';

describe('what is right at the edge', () => takes(VALID, 60));
