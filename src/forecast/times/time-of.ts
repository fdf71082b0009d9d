import type { Resource, Template } from '../../template';
import { COMPUTED_TIMES } from './computed-times';
import { DEFAULT_TIME, FIXED_TIMES } from './fixed-times';
import type { TypicalTime } from './typical-time';

const COMPUTED = new Map(Object.entries(COMPUTED_TIMES));
const FIXED = new Map(Object.entries(FIXED_TIMES));

/** How long a resource usually takes. */
export function timeOf(resource: Resource, template: Template): TypicalTime {
  return COMPUTED.get(resource.type)?.(resource, template) ?? FIXED.get(resource.type) ?? DEFAULT_TIME;
}
