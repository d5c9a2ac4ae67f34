// P1 and P2: what one packet costs the relay per receiver, from 2 receivers to 100. A part of the comparison.
import type { Part } from '../part.ts';

export const fanOut: Part = {
  id: 'fan-out',
  sentence: 'One H.264 publisher, 2 to 100 receivers: server processor time per delivered packet.',
  run: async () => ({ traffic: '', tables: [], judgements: [], notes: [], data: {} }),
};
