import { refuses } from '../../support/wrong-inputs';
import { DATA } from './data';

describe('data, backends, monitoring and votes', () => refuses(DATA, 90));
