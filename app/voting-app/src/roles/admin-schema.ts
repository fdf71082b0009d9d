export const ADMIN_ACTIONS = ['open', 'close', 'schedule', 'reset'] as const;

export const ADMIN_ACTION = {
  type: 'object',
  required: ['action'],
  additionalProperties: false,
  properties: { action: { enum: ADMIN_ACTIONS } },
} as const;
