/** Floors of the house, the lowest first: a room imports only from floors below its own, through the other's index. */
export const FLOORS: readonly (readonly string[])[] = [
  ['core'],
  ['signal'],
  ['network'],
  ['ingress', 'scaling', 'backend'],
  ['workload'],
  ['elastic-web-tier', 'fargate-service', 'database', 'cache', 'queue'],
  ['monitoring', 'delivery'],
  ['prometheus'],
  ['voting-app'],
];

/**
 * Rooms beside the house read templates, the lowest first. They know core and each other, and nothing of the house.
 * `evaluation` says what CloudWatch makes of an alarm, `template` reads any template of CloudFormation.
 */
export const BESIDE: readonly (readonly string[])[] = [
  ['evaluation', 'template'], ['cost', 'forecast'], ['simulation'], ['diagram'],
];

/**
 * Folders inside a large room, the lowest first. A file imports from folders below its own; files at the top of the
 * room stand above all of them.
 */
export const SUB_ROOMS: { readonly [room: string]: readonly string[] } = {
  'elastic-web-tier': ['boot', 'bootstrap', 'launch', 'compute'],
  'fargate-service': ['image', 'task', 'rollout', 'job'],
  'cost': ['prices', 'charges', 'report'],
  'forecast': ['times', 'changes', 'path', 'report'],
  'diagram': ['drawing', 'model', 'layout', 'timeline'],
  'simulation': ['trace', 'engine', 'reading', 'report', 'search'],
  'monitoring': [
    'subjects', 'notification', 'alarms', 'events', 'monitored', 'panels', 'objectives', 'logs', 'dashboards',
  ],
  'prometheus': [
    'model', 'rules', 'dashboards', 'content', 'setup', 'scraping', 'exporters', 'backend', 'grafana',
  ],
};

/** How large a piece of code may become before it is two pieces. */
export const LIMITS = { functionLines: 40, fileLines: 250, columns: 120 };

/** A line that holds an address and nothing else may be longer, because an address cannot be broken. */
export const LONE_ADDRESS = /^\s*(?:\*|\/\/)?\s*(?:@see\s+)?https?:\/\/\S+$/;

/** Every room, from the ground up. */
export const ROOMS: readonly string[] = [...FLOORS.flat(), ...BESIDE.flat()];

/** Rooms that the files of a room may import. */
export function roomsBelow(room: string): readonly string[] {
  return BESIDE.flat().includes(room) ? [...FLOORS[0], ...below(BESIDE, room)] : below(FLOORS, room);
}

function below(floors: readonly (readonly string[])[], room: string): readonly string[] {
  return floors.slice(0, floors.findIndex((floor) => floor.includes(room))).flat();
}

/** Folders of a room that the files in one of its folders may import; all of them from the top of the room. */
export function foldersBelow(room: string, folder?: string): readonly string[] {
  const folders = SUB_ROOMS[room] ?? [];
  return folder === undefined ? folders : folders.slice(0, folders.indexOf(folder));
}
