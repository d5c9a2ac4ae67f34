// How many rooms bring a relay to half of what it can carry. Pure; used by delay.ts.

/** Of a core. */
export const halfLoad = 0.5;

/**
 * @param rooms how many there were when its load was looked at
 * @param load of the relay then, as a share of its core
 * @param roomsMax what the generator can feed
 * @returns at least as many as there are
 */
export function planRooms(rooms: number, load: number, roomsMax: number): number {
  const wanted = load > 0 ? Math.round((rooms * halfLoad) / load) : roomsMax;
  return Math.max(rooms, Math.min(roomsMax, wanted));
}
