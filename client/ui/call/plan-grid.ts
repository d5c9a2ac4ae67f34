// How many tiles go beside and below each other so that they are as large as they can be. Used by the stage.

export interface GridPlan {
  readonly columns: number;
  readonly rows: number;
  /** Size of one tile, in the unit of the area. */
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/**
 * The grid of `count` equal tiles that fills an area best. Of two grids with tiles of the same size it takes the one
 * with fewer empty places.
 * @param count number of tiles, 1 or more
 * @param width of the area, above 0
 * @param height of the area, above 0
 * @param aspect width of a tile divided by its height
 * @param gap between neighbouring tiles, in the unit of the area
 */
export function planGrid(count: number, width: number, height: number, aspect: number, gap = 0): GridPlan {
  const plans: GridPlan[] = [];
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const roomWidth = Math.max(0, (width - gap * (columns - 1)) / columns);
    const roomHeight = Math.max(0, (height - gap * (rows - 1)) / rows);
    const tileWidth = Math.min(roomWidth, roomHeight * aspect);
    plans.push({ columns, rows, tileWidth, tileHeight: tileWidth / aspect });
  }
  return plans.reduce((best, plan) => (isBetter(plan, best) ? plan : best));
}

function isBetter(plan: GridPlan, best: GridPlan): boolean {
  const tolerance = 1e-9 * Math.max(plan.tileWidth, best.tileWidth);
  if (Math.abs(plan.tileWidth - best.tileWidth) > tolerance) return plan.tileWidth > best.tileWidth;
  return plan.columns * plan.rows < best.columns * best.rows;
}
