// All parts of the comparison, in the order in which they run. Read by compare.ts.
import type { Part } from '../part.ts';
import { capacity } from './capacity.ts';
import { delay } from './delay.ts';
import { fanOut } from './fan-out.ts';
import { idle } from './idle.ts';
import { meeting } from './meeting.ts';
import { pictures } from './pictures.ts';
import { voices } from './voices.ts';

export const parts: readonly Part[] = [fanOut, delay, capacity, meeting, pictures, voices, idle];
