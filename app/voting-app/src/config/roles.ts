export const ROLES = ['vote', 'result', 'worker', 'api', 'migrate', 'all'] as const;
export type Role = (typeof ROLES)[number];

/** A part of the environment that not every role uses. */
export type Need = 'queue' | 'database' | 'cookie-secret';

/**
 * What each role asks the environment for; the parts that a role starts stand in the table of `roles/role-table.ts`.
 */
export const ROLE_NEEDS: Readonly<Record<Role, readonly Need[]>> = {
  vote: ['queue', 'cookie-secret'],
  result: ['database'],
  worker: ['queue', 'database'],
  api: ['database'],
  migrate: ['database'],
  all: ['queue', 'database', 'cookie-secret'],
};
