import { refuses } from '../../support/wrong-inputs';
import { WAYS_IN } from './ways-in';

describe('networks, load balancers and names', () => refuses(WAYS_IN, 100));
