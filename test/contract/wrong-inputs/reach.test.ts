// what is told where the CDK could write no reference.
import { refuses, takes } from '../../support/wrong-inputs';
import { REACH_VALID, REACH_WRONG } from './reach';

refuses(REACH_WRONG, 38);
takes(REACH_VALID, 12);
