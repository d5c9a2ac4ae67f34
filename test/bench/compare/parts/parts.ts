// All parts of the comparison, in the order in which they run. Read by compare.ts.
import type { Part } from '../part.ts';
import { fanOut } from './fan-out.ts';

export const parts: readonly Part[] = [fanOut];
