import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the part of the heap that holds new objects at its first size of about a megabyte.
 *
 * While thousands of pages connect, V8 would make that part sixteen times as large, and never give it back. A process
 * that mostly waits needs no such room: it only collects a little more often.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
