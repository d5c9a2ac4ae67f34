// Where every tile of a call stands: people in a grid, or beside what is shown large. Used by the stage.
import { planGrid } from './plan-grid.ts';

/** A place on the stage in pixels, from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StageContent {
  /** Tiles of equal size: people, one's own screen, the invitation. */
  readonly small: number;
  /** Shared screens of others. */
  readonly large: number;
}

export interface StagePlan {
  readonly small: readonly Box[];
  readonly large: readonly Box[];
}

/** Shapes a person's tile may take, the best first; pictures are cropped to it. */
const tileAspects = [16 / 9, 4 / 3, 1] as const;
/** Another shape must give this much more area to be taken: faces look best in wide tiles. */
const otherAspectGain = 1.12;
/** Share of the stage that people get beside a screen: tried in order until their tiles are high enough. */
const stripShares = [0.16, 0.2, 0.24, 0.28, 0.34, 0.4] as const;
const stripTileHeightMin = 76;
const screenAspect = 16 / 9;

/**
 * Places every tile inside the area, without overlap.
 * @param area of the stage; an empty one gives boxes without size
 * @param gap between tiles in pixels
 */
export function planStage(content: StageContent, area: Box, gap: number): StagePlan {
  if (content.large === 0) return { small: placePeople(content.small, area, gap), large: [] };
  if (content.small === 0) return { small: [], large: placeScreens(content.large, area, gap) };
  const plans = [true, false].map((beside) => planBeside(content, area, gap, beside));
  return plans.reduce((best, plan) => (areaOf(plan.large) > areaOf(best.large) ? plan : best));
}

/** People in a strip at the right (`beside`) or at the bottom, as narrow as their tiles stay recognizable. */
function planBeside(content: StageContent, area: Box, gap: number, beside: boolean): StagePlan {
  const plans = stripShares.map((share) => {
    const stripSize = Math.round((beside ? area.width : area.height) * share);
    const [screens, strip] = split(area, stripSize, gap, beside);
    return {
      small: placePeople(content.small, strip, gap),
      large: placeScreens(content.large, screens, gap),
    };
  });
  const readable = plans.find(({ small }) => (small[0]?.height ?? 0) >= stripTileHeightMin);
  return readable ?? plans.at(-1) ?? { small: [], large: [] };
}

function split(area: Box, stripSize: number, gap: number, beside: boolean): readonly [Box, Box] {
  const { x, y, width, height } = area;
  if (beside) {
    const screenWidth = Math.max(0, width - stripSize - gap);
    return [
      { x, y, width: screenWidth, height },
      { x: x + width - stripSize, y, width: stripSize, height },
    ];
  }
  const screenHeight = Math.max(0, height - stripSize - gap);
  return [
    { x, y, width, height: screenHeight },
    { x, y: y + height - stripSize, width, height: stripSize },
  ];
}

function placePeople(count: number, area: Box, gap: number): Box[] {
  const candidates = tileAspects.map((aspect) => placeGrid(count, area, aspect, gap));
  return candidates.reduce((best, boxes) => (areaOf(boxes) > areaOf(best) * otherAspectGain ? boxes : best));
}

function placeScreens(count: number, area: Box, gap: number): Box[] {
  // One screen gets the whole place: it keeps its own shape inside.
  return count === 1 ? [area] : placeGrid(count, area, screenAspect, gap);
}

function placeGrid(count: number, area: Box, aspect: number, gap: number): Box[] {
  if (count === 0) return [];
  const grid = planGrid(count, area.width, area.height, aspect, gap);
  const width = Math.floor(grid.tileWidth);
  const height = Math.floor(grid.tileHeight);
  const top = area.y + (area.height - grid.rows * height - (grid.rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / grid.columns);
    const inRow = Math.min(grid.columns, count - row * grid.columns);
    const left = area.x + (area.width - inRow * width - (inRow - 1) * gap) / 2;
    return {
      x: Math.round(left + (index % grid.columns) * (width + gap)),
      y: Math.round(top + row * (height + gap)),
      width,
      height,
    };
  });
}

function areaOf(boxes: readonly Box[]): number {
  return boxes.reduce((sum, box) => sum + box.width * box.height, 0);
}
