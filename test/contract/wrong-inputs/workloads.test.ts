import { refuses } from '../../support/wrong-inputs';
import { WORKLOADS } from './workloads';

describe('services, tiers and jobs', () => refuses(WORKLOADS, 100));
